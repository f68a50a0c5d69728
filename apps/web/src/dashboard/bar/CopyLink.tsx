import { useState } from "react";
import { linkTo } from "../../settings/settingsUrl";
import { useLesson } from "../lessons/lessonStore";
import { searchWith } from "../lessons/lessonUrl";
import { useRoom } from "../store";

/** Copies an address that opens the lesson, or these settings, on any coordinator; it holds no secret. */
export function CopyLink() {
  const { config } = useRoom();
  const [copied, setCopied] = useState<"yes" | "no">();
  const lesson = useLesson(({ open }) => open?.lesson.id);
  const link = () =>
    lesson === undefined
      ? linkTo(location, config)
      : location.origin + location.pathname + searchWith("", { id: lesson, step: 0 });
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
        {copied === "yes"
          ? "Link copied"
          : `Copy a link to ${lesson === undefined ? "these settings" : "this lesson"}`}
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
