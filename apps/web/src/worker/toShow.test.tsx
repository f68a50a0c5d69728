import type { ShownPictures } from "@honest-majority/protocol";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { type Commands, CommandsProvider } from "../dashboard/commands";
import { PicturesSheet } from "../dashboard/pictures/PicturesSheet";
import { PicturesStrip } from "../dashboard/pictures/PicturesStrip";
import { pairsIn } from "../dashboard/pictures/pairsIn";
import { NOTHING_YET } from "../dashboard/state";
import { useDashboard } from "../dashboard/store";
import type { ComparedPicture } from "../learner/messages";
import { ShowClass } from "./ShowClass";
import { consentSentence, picturesToShow } from "./toShow";

/** Of 1×2 pixels. */
const pair = (value: number, correlation?: number): ComparedPicture => ({
  label: 0,
  pixels: Uint8Array.of(value, value),
  ...(correlation !== undefined && {
    found: { pixels: Uint8Array.of(value + 1, value + 1), correlation, isRecovered: false },
  }),
});
const given = (...pictures: ComparedPicture[]) => ({
  round: 12,
  height: 1,
  width: 2,
  channels: 1,
  share: 0,
  pictures,
});

describe("pictures to show", () => {
  test("are the pairs with a computed picture, those most alike first, and come apart again as they were", () => {
    const made = picturesToShow(given(pair(10, 0.2), pair(20), pair(30, 0.9)));
    expect(made).toEqual({ pairs: 2, round: 12, bytes: Uint8Array.of(30, 30, 31, 31, 10, 10, 11, 11) });
    const pairs = pairsIn(made?.bytes ?? new Uint8Array(), { pairs: 2, height: 1, width: 2, channels: 1 });
    expect(pairs.map(({ pixels }) => [...pixels])).toEqual([
      [30, 30, 31, 31],
      [10, 10, 11, 11],
    ]);
  });

  test("are none without a computed picture, and 64 pairs at most", () => {
    expect(picturesToShow(given(pair(1)))).toBeUndefined();
    expect(picturesToShow(given(...Array.from({ length: 70 }, () => pair(1, 0.5))))?.pairs).toBe(64);
  });

  test("wait for a button below a sentence that says what is sent, to whom and for how long", () => {
    const card = (shown?: { pairs: number; round: number }) =>
      renderToStaticMarkup(<ShowClass given={given(pair(1, 0.5))} shown={shown} say={() => {}} />);
    expect(card()).toMatch(/your teacher&#x27;s screen|your teacher's screen/);
    expect(card()).toContain("Show it to the class</button>");
    expect(card({ pairs: 1, round: 12 })).toBe("");
    expect(consentSentence(3)).toMatch(/^This sends 3 pairs, .* when you take them back/);
  });
});

describe("the dashboard", () => {
  const shown: ShownPictures = {
    id: "a",
    worker: "w",
    pairs: 1,
    height: 1,
    width: 2,
    channels: 1,
    projected: false,
  };
  const panel = (state: object) => {
    useDashboard.setState({ ...NOTHING_YET, shown: [shown], ...state }, true);
    const markup = renderToStaticMarkup(
      <CommandsProvider value={{} as Commands}>
        <PicturesStrip />
        <PicturesSheet />
      </CommandsProvider>,
    );
    useDashboard.setState(NOTHING_YET, true);
    return markup;
  };

  test("says that students show pictures, and puts them on the projector by a button alone", () => {
    expect(panel({})).toContain("One student shows what an update gave away");
    expect(panel({})).toContain(">Show on the projector</button>");
    expect(panel({})).not.toContain("Take it off");
    expect(panel({ shown: [{ ...shown, projected: true }] })).toContain("Take it off the projector");
    expect(panel({ shown: [] })).toContain("No student shows pictures any more.");
  });

  test("has no such button where roles are secret", () => {
    const secret = { ...NOTHING_YET.class, secret: true };
    expect(panel({ class: secret })).toMatch(/disabled=""[^>]*>Show on the projector/);
    expect(panel({ class: { ...secret, revealed: true } })).not.toContain("disabled");
  });
});
