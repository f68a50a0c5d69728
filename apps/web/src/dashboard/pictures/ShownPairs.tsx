import { pairsLength, type ShownPictures } from "@honest-majority/protocol";
import { useEffect, useState } from "react";
import { PictureSheet } from "../../worker/drawing/PictureSheet";
import { useCommands } from "../commands";
import { pairsIn } from "./pairsIn";

/** The pairs of one student. The page asks for them when it shows them, and keeps them no longer. */
export function ShownPairs({ shown }: { shown: ShownPictures }) {
  const { pictures } = useCommands();
  const { id } = shown;
  const [bytes, setBytes] = useState<Uint8Array | null>();
  useEffect(() => {
    let isWanted = true;
    void pictures(id).then((came) => isWanted && setBytes(came ?? null));
    return () => {
      isWanted = false;
    };
  }, [pictures, id]);
  if (bytes === undefined) return <p className="muted">loading</p>;
  if (bytes === null || bytes.length !== pairsLength(shown.pairs, shown))
    return <p className="muted">The pictures did not come: close this and open it again.</p>;
  return <Pairs bytes={bytes} shown={shown} />;
}

export function Pairs({ bytes, shown }: { bytes: Uint8Array; shown: ShownPictures }) {
  return (
    <ul className="shown-pairs" data-testid="shown-pairs">
      {pairsIn(bytes, shown).map((pair, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a pair is its place
        <li key={i}>
          <PictureSheet
            fill
            pictures={pair}
            label={`pair ${i + 1}: left the true picture, right the computed one`}
          />
        </li>
      ))}
    </ul>
  );
}
