import { expect, test } from "vitest";
import { heatFigure } from "./figure";

test("a figure has the same text whatever was drawn before it", async () => {
  const cells = [
    { panel: "mean", x: "0", y: "0.1", value: 0.9 },
    { panel: "mean", x: "0.2", y: "0.1", value: 0.4 },
  ];
  const draw = () => heatFigure({ title: "heat", x: "δ", y: "α", cells });
  const first = await draw();
  expect(await draw()).toBe(first);
  // the legend's colours are a gradient, found by its id
  const [, id] = / id="(gradient_?\d+)"/.exec(first) ?? [];
  expect(first).toContain(`url(#${id})`);
});
