import { useState } from "react";
import { linkTo } from "../../settings/settingsUrl";
import { useRoom } from "../store";

/** Copies an address that opens these settings on any coordinator; it holds no secret. */
export function CopyLink() {
  const { config } = useRoom();
  const [copied, setCopied] = useState<"yes" | "no">();
  const link = () => linkTo(location, config);
  return (
    <>
      <button
        type="button"
        className="menu-item"
        onClick={() =>
          navigator.clipboard
            ? navigator.clipboard.writeText(link()).then(
                () => setCopied("yes"),
                () => setCopied("no"),
              )
            : setCopied("no")
        }
      >
        {copied === "yes" ? "Link copied" : "Copy a link to these settings"}
      </button>
      {copied === "no" && (
        <label className="menu-note">
          This browser does not let a page copy. Copy it from here:
          <input readOnly value={link()} onFocus={(event) => event.target.select()} />
        </label>
      )}
    </>
  );
}
