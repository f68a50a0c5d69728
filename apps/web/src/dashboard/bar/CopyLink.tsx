import { useState } from "react";
import { linkTo } from "../../settings/settingsUrl";
import { useLesson } from "../lessons/lessonStore";
import { lessonLink } from "../lessons/lessonUrl";
import { usePlace } from "../place";
import { useRoom } from "../store";

/** Copies an address that opens the lesson in a playground, or these settings on any coordinator; it holds no secret. */
export function CopyLink() {
  const { config, joins } = useRoom();
  const place = usePlace();
  const [copied, setCopied] = useState<"yes" | "no">();
  const lesson = useLesson(({ open }) => open?.lesson.id);
  const link = () =>
    lesson === undefined
      ? linkTo(location, config)
      : lessonLink(
          lesson,
          place === "page" ? location.href : new URL("playground", document.baseURI).href,
          joins[0]?.url,
        );
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
