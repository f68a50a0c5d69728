/** The mean of the updates whose length is at most `factor` times the median length. */
const lengthFilter = {
  rule: "lengthFilter",
  name: "Length filter",
  shortName: "Lengths",
  group: "far",
  formula: "mean of the xᵢ with ‖xᵢ‖ ≤ factor · median ‖x‖",
  sentence: "Drops the updates that are much longer than the median update.",
  cost: "O(m·d)",
  source: "examples/plugin",
  minWorkers: (f) => 2 * f + 1,
  options: { factor: { kind: "number", above: 0, default: 2, label: "factor" } },
  build:
    ({ factor }) =>
    async (updates) => {
      const zero = await updates.combine(new Float64Array(updates.m)); // Σ 0·xᵢ, [d]
      const lengths = await updates.distancesTo(zero, "l2"); // ‖xᵢ‖, [m]
      const median = [...lengths].sort((a, b) => a - b)[Math.floor(updates.m / 2)];
      const kept = lengths.map((length) => (length <= factor * median ? 1 : 0));
      const count = kept.reduce((sum, k) => sum + k, 0);
      const aggregate = await updates.combine(kept.map((k) => k / count));
      return { aggregate, kept, warnings: [] };
    },
};

/** Has the length of an honest update, so the filter above keeps it. */
const shuffled = {
  kind: "shuffled",
  name: "Shuffled",
  shortName: "Shuffled",
  group: "stealthy",
  formula: "own, its values in a random order",
  sentence: "Sends its own values in another order: the length is right, the direction is not.",
  source: "examples/plugin",
  options: {},
  craft: (_options, { own, random }) => random.shuffle(own.slice()),
};

export default { rules: [lengthFilter], attacks: [shuffled] };
