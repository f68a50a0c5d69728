/** "commit 1a2b3c4", or "commits 1a2b3c4, 5d6e7f8+": the code that made these runs. Those of old results are unknown. */
export function commitsText(runs: Iterable<{ commit?: string }>): string {
  const found = [...new Set([...runs].map(({ commit = "unknown" }) => commit))].sort();
  return `${found.length === 1 ? "commit" : "commits"} ${found.join(", ")}`;
}

/** The machines that made these runs; those of old results are unknown. */
export function machinesText(runs: Iterable<{ hardware?: string }>): string {
  const found = [...new Set([...runs].map(({ hardware = "a machine that is not noted" }) => hardware))];
  return found.sort().join(" and ");
}
