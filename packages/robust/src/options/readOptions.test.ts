import { expect, test } from "vitest";
import { attackRegistry } from "../methods/attacks";
import { preAggregatorRegistry } from "../methods/preAggregators";
import { ruleRegistry } from "../methods/rules";
import type { Options } from "./option";
import { withDefaults } from "./readOptions";

const methods: [string, { options: Options }][] = [
  ...Object.entries(ruleRegistry),
  ...Object.entries(preAggregatorRegistry),
  ...Object.entries(attackRegistry),
];

test("no option of a rule, pre-aggregator or attack takes a number that is not finite", () => {
  let asked = 0;
  for (const [who, { options }] of methods) {
    for (const name of Object.keys(options)) {
      for (const value of [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN]) {
        const must = Number.isNaN(value)
          ? `${who}: ${name} must be `
          : `${who}: ${name} must be finite, got ${value}`;
        expect(() => withDefaults(who, options, { [name]: value })).toThrow(must);
        asked++;
      }
    }
  }
  expect(asked).toBeGreaterThan(60);
});
