import { Fragment } from "react";

/** Shows a sentence, with text between backticks as code and text between asterisks, such as a button's name, in italics. */
export function Sentence({ children }: { children: string }) {
  return children.split(/(`[^`]+`|\*[^*]+\*)/).map((part, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence have no other identity
    <Fragment key={i}>{marked(part)}</Fragment>
  ));
}

function marked(part: string) {
  if (part.startsWith("`")) return <code>{part.slice(1, -1)}</code>;
  if (part.length > 2 && part.startsWith("*")) return <em>{part.slice(1, -1)}</em>;
  return part;
}
