import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { labelsSentence, recoveredSentence, verdictSentence } from "./describe";
import { MEASURED } from "./measured";
import { FIRST_REQUEST, requestIn, type ViewRequest, withRequest } from "./request";
import { viewOf } from "./view";

const view = (request: Partial<ViewRequest>, drawings: Parameters<typeof viewOf>[0]["drawings"] = []) =>
  viewOf({ request: { ...FIRST_REQUEST, ...request }, drawings });

describe("the address", () => {
  test("holds the request, and what is missing or wrong there is as at first", () => {
    const request: ViewRequest = { model: "softmax", batchSize: 16, clip: 1, noise: 0.01, seed: 4 };
    const search = withRequest("?page=coordinator-view", request);
    expect(new URLSearchParams(search).get("page")).toBe("coordinator-view");
    expect(requestIn(search)).toEqual(request);
    expect(withRequest(search, FIRST_REQUEST)).toBe("?page=coordinator-view");
    expect(requestIn("?model=lenet5&batchSize=7&clip=-1&noise=x&seed=-3")).toEqual(FIRST_REQUEST);
  });
});

describe("viewOf", () => {
  test("puts drawings first into the batch, and shows each picture beside the computed one", () => {
    const pixels = Uint8Array.from({ length: 784 }, (_, i) => (i % 5 === 0 ? 255 : 0));
    const { pictures, share, together } = view({ batchSize: 4 }, [{ label: 7, pixels }]);
    expect(pictures.map(({ isDrawn }) => isDrawn)).toEqual([true, false, false, false]);
    expect([...pictures[0].pixels]).toEqual([...pixels]);
    expect(pictures[0].label).toBe(7);
    expect(share).toBe(1);
    expect(pictures[0].found?.correlation).toBeGreaterThan(0.99);
    // bytes again: a black pixel comes back nearly black, a white one nearly white
    expect(pictures[0].found?.pixels[1]).toBeLessThan(30);
    expect(pictures[0].found?.pixels[0]).toBeGreaterThan(225);
    expect(together).toBeUndefined();
  });

  test("another seed deals other pictures, and a batch of one has the picture from all units", () => {
    const [one, other] = [view({ batchSize: 1, noise: 0.01, clip: 1 }), view({ batchSize: 1, seed: 2 })];
    expect([...one.pictures[0].pixels]).not.toEqual([...other.pictures[0].pixels]);
    expect(one.share).toBe(0);
    expect(one.together?.correlation).toBeGreaterThan(0.8);
  });

  test("softmax has ten units, so no more than ten pictures have a computed one", () => {
    const { pictures } = view({ model: "softmax", batchSize: 12 });
    expect(pictures.filter(({ found }) => found === undefined)).toHaveLength(2);
  });
});

describe("the sentences", () => {
  const answer = (count: number, share: number) => ({
    ...view({ batchSize: 1 }),
    share,
    pictures: new Array(count),
  });

  test("count pictures and labels", () => {
    expect(recoveredSentence(answer(8, 7 / 8))).toBe("7 of 8 pictures recovered");
    expect(recoveredSentence(answer(1, 1))).toBe("1 of 1 picture recovered");
    expect(labelsSentence({ ...answer(8, 0), labelShare: 0.5 })).toMatch(/^4 of 8 labels named/);
  });

  test("never call noise differential privacy, and say when it does not stop the reconstruction", () => {
    const said = (share: number, more: object, correlation = 0.1) => {
      const found = { pixels: new Uint8Array(), correlation, isRecovered: false };
      const pictures = [{ label: 0, isDrawn: false, pixels: new Uint8Array(), found }];
      return verdictSentence({ share, pictures }, { ...FIRST_REQUEST, ...more });
    };
    expect(said(0, { noise: 0.01 })).toBe(
      "The noise stops this reconstruction. It is not differential privacy: it promises nothing about a cleverer one.",
    );
    expect(said(0, { noise: 0.01 }, 0.6)).toBe(
      "No picture counts as recovered, which takes a correlation over 0.8. Your eyes may still see something. It is not differential privacy: it promises nothing about a cleverer one.",
    );
    expect(said(0.5, { noise: 0.01 })).toBe("This much noise does not stop the reconstruction.");
    expect(said(0.5, { clip: 1 })).toMatch(/^Clipping alone hides nothing/);
    expect(said(1, {})).toMatch(/nearly the pictures themselves/);
  });
});

test("the accuracies on the page are those of docs/results.md", () => {
  const results = readFileSync(new URL("../../../../docs/results.md", import.meta.url), "utf8");
  for (const { noise, accuracy, deviation } of MEASURED.rows) {
    expect(results).toContain(`| ${noise} | ${accuracy.toFixed(1)} ± ${deviation.toFixed(1)} |`);
  }
});
