import type { LookBackProps } from "./LookBack";
import { consentSentence, picturesToShow } from "./toShow";

/** Shows the pictures of a look to the class, by a button below a sentence that says what is sent. */
export function ShowClass({ given, shown, say }: Omit<LookBackProps, "work">) {
  const pictures = given && shown === undefined ? picturesToShow(given) : undefined;
  if (pictures === undefined) return null;
  return (
    <>
      <p className="small">{consentSentence(pictures.pairs)}</p>
      <button type="button" className="button" onClick={() => say({ kind: "show", pictures })}>
        Show it to the class
      </button>
    </>
  );
}
