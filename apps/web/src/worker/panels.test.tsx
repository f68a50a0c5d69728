import { attackRegistry } from "@honest-majority/robust/facts";
import { EMPTY_VIEW, type LearnerView } from "@honest-majority/worker/view";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { AttackCards } from "../roles/AttackCards";
import { choiceOf } from "../roles/attackChoice";
import { RoleSwitch } from "../roles/RoleSwitch";
import { SwarmTile } from "../swarm/SwarmTile";
import { DeviceCard } from "./DeviceCard";
import { Answers } from "./drawing/Answers";
import { MyData, type MyDataProps } from "./MyData";
import { RoundCard } from "./RoundCard";
import { Stopped } from "./Stopped";
import { Verdicts } from "./Verdicts";

const nothing = () => {};
const PRESET = choiceOf({ kind: "bitFlip", factor: 10 });
const text = (markup: string) =>
  markup
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();

describe("RoleSwitch", () => {
  test("is on when malicious, and off when honest", () => {
    const checked = (malicious: boolean) =>
      /aria-checked="(\w+)"/.exec(
        renderToStaticMarkup(<RoleSwitch size="large" malicious={malicious} onChange={nothing} />),
      )?.[1];
    expect([checked(true), checked(false)]).toEqual(["true", "false"]);
  });
});

describe("AttackCards", () => {
  test("offers every attack, and the options of the chosen one with their defaults", () => {
    const markup = renderToStaticMarkup(<AttackCards choice={PRESET} preset={PRESET} onChange={nothing} />);
    expect(markup.match(/type="radio"/g)).toHaveLength(Object.keys(attackRegistry).length);
    expect(markup).toContain('placeholder="10"');
    expect(markup.match(/inputMode="decimal"/g)).toHaveLength(1);
    const nonFinite = renderToStaticMarkup(
      <AttackCards
        choice={{ kind: "nonFinite", options: { value: "Infinity" } }}
        preset={PRESET}
        onChange={nothing}
      />,
    );
    expect(nonFinite).toContain('<option selected="">Infinity</option>');
    expect(nonFinite.match(/<option/g)).toHaveLength(3);
    const silent = renderToStaticMarkup(
      <AttackCards choice={{ kind: "silent", options: {} }} preset={PRESET} onChange={nothing} />,
    );
    expect(silent).not.toMatch(/inputMode|<select/);
  });

  test("shows the run's attack first, then the groups, of which only that of the chosen attack is open", () => {
    const alie = choiceOf({ kind: "alie" });
    const markup = renderToStaticMarkup(<AttackCards choice={alie} preset={PRESET} onChange={nothing} />);
    expect(/type="radio"[^>]*value="(\w+)"/.exec(markup)?.[1]).toBe("bitFlip");
    const groups = [...markup.matchAll(/<details([^>]*)><summary>(.*?) <span/g)];
    expect(groups.map(([, , title]) => title)).toEqual(["Loud", "Poisoned data", "Stealthy", "Broken"]);
    expect(groups.filter(([, open]) => open.includes("open")).map(([, , title]) => title)).toEqual([
      "Stealthy",
    ]);
  });

  test("reports a strength that is not allowed at its field", () => {
    const choice = { kind: "foe", options: { epsilon: "-3" } } as const;
    const markup = renderToStaticMarkup(<AttackCards choice={choice} preset={PRESET} onChange={nothing} />);
    expect(markup).toContain('aria-invalid="true"');
    expect(markup).toContain("field-problem");
  });
});

describe("DeviceCard", () => {
  test("names the backend, and says why there is no better one", () => {
    const note = "no WebGPU: this page is not served over https";
    const words = text(
      renderToStaticMarkup(<DeviceCard backend={{ name: "webgl", note }} computeMs={12.4} />),
    );
    expect(words).toContain("WebGL 12 ms a step");
    expect(words).toContain(note);
    expect(text(renderToStaticMarkup(<DeviceCard backend={{ name: "webgpu", note: "" }} />))).toContain(
      "fastest",
    );
  });
});

describe("DeviceCard, the way to https", () => {
  test("offers the GPU with a sentence on the warning, where there is such a way", () => {
    const card = (onSecure?: () => void) => text(renderToStaticMarkup(<DeviceCard onSecure={onSecure} />));
    expect(card(() => {})).toMatch(/Use my GPU .*made its certificate itself/);
    expect(card()).not.toContain("Use my GPU");
  });
});

describe("DeviceCard, transport", () => {
  test("says why messages travel by polling", () => {
    const words = text(renderToStaticMarkup(<DeviceCard transport="polling" />));
    expect(words).toContain("lets no WebSocket through");
  });
});

describe("MyData", () => {
  const work = {
    run: "r",
    dataset: "glyphs",
    model: "softmax",
    batchSize: 8,
    examples: 200,
    of: 4,
    dim: 7850,
    classes: 10,
    height: 28,
    width: 28,
    channels: 1,
  };
  const card = (more: Partial<MyDataProps>) =>
    text(
      renderToStaticMarkup(
        <MyData
          given={undefined}
          shown={undefined}
          say={() => {}}
          pictures={undefined}
          work={work}
          drawn={0}
          drawings={[]}
          kept={true}
          change={nothing}
          {...more}
        />,
      ),
    );

  test("says that the data are dealt, and that pictures can be computed back from an update", () => {
    const words = card({});
    expect(words).toContain("200 pictures of glyphs, dealt by the coordinator.");
    expect(words).toContain("nearly all of its 8 pictures can be computed back");
    expect(words).not.toContain("drawn by me");
    expect(words).toContain("Draw my own data");
  });

  test("distinguishes drawings from dealt pictures, and says that an update can reveal them", () => {
    const words = card({ drawings: [{ label: 1, pixels: new Uint8Array(784) }], drawn: 10 });
    expect(words).toContain("drawn by me");
    expect(words).toContain("My drawing replaces 10 of them.");
    expect(words).toContain("one update can reveal them");
  });

  test("offers no drawing for photographs", () => {
    expect(card({ work: { ...work, dataset: "cifar-10" } })).not.toContain("Draw my own data");
  });
});

describe("Answers", () => {
  test("shows the three likeliest classes of every arm by name, and that an arm diverged", () => {
    const shares = [0.05, 0.6, 0.05, 0.3, 0, 0, 0, 0, 0, 0];
    const arms = [
      { label: "mean", shares: null },
      { label: "krum", shares },
    ];
    const words = text(
      renderToStaticMarkup(<Answers dataset="glyphs" answer={{ question: 1, round: 12, arms }} />),
    );
    expect(words).toContain("Mean diverged");
    expect(words).toContain("Krum square 60 % plus 30 % ring 5 %");
    expect(words).toContain("round 12");
  });
});

describe("RoundCard", () => {
  test("says why an update was refused, and that a loss is not finite", () => {
    const view: LearnerView = {
      ...EMPTY_VIEW,
      round: { round: 7, status: "refused", role: "honest", detail: "value 0 is NaN" },
      losses: [1, null],
    };
    const words = text(renderToStaticMarkup(<RoundCard view={view} />));
    expect(words).toContain("7");
    expect(words).toContain("Not counted: value 0 is NaN");
    expect(words).toContain("not finite");
  });
});

describe("Verdicts", () => {
  test("says what it waits for before the first round", () => {
    expect(text(renderToStaticMarkup(<Verdicts verdicts={[]} measured={undefined} />))).toContain(
      "waiting for the first",
    );
  });
});

describe("Stopped", () => {
  test("says what to do, and offers a reload only if that helps", () => {
    const state = {
      kind: "stopped",
      title: "There is no such room",
      advice: "Look again.",
      mayRejoin: false,
    } as const;
    const markup = renderToStaticMarkup(<Stopped state={state} />);
    expect(text(markup)).toBe("There is no such room Look again. Enter a code");
    expect(text(renderToStaticMarkup(<Stopped state={{ ...state, mayRejoin: true }} />))).toContain(
      "Reload and join",
    );
  });
});

describe("SwarmTile", () => {
  test("has a test id from its place, before and after it has a name", () => {
    const tile = (view: LearnerView) =>
      renderToStaticMarkup(
        <SwarmTile
          place={2}
          view={view}
          malicious={false}
          choice={{ kind: "bitFlip", options: {} }}
          choose={nothing}
          turn={nothing}
        />,
      );
    expect(tile(EMPTY_VIEW)).toContain('data-testid="swarm-worker-2"');
    expect(text(tile(EMPTY_VIEW))).toContain("Worker 3");
    expect(text(tile({ ...EMPTY_VIEW, worker: { id: "w", name: "Cleo", index: 2 } }))).toContain("Cleo");
  });
});
