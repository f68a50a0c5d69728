import { stream } from "@honest-majority/random";
import { describe, expect, test } from "vitest";
import { cover } from "./vertexCover";

type Edges = readonly (readonly [number, number])[];

function lists(n: number, edges: Edges): number[][] {
  return Array.from({ length: n }, (_, v) => edges.flatMap(([a, b]) => (a === v ? [b] : b === v ? [a] : [])));
}

/** Tries every set of vertices. */
function smallest(n: number, edges: Edges): number {
  let best = n;
  for (let set = 0; set < 2 ** n; set++) {
    if (edges.every(([a, b]) => (set >> a) & 1 || (set >> b) & 1))
      best = Math.min(best, set.toString(2).split("1").length - 1);
  }
  return best;
}

describe("cover", () => {
  test("finds the size of the smallest cover, and restores the graph", () => {
    for (let seed = 0; seed < 300; seed++) {
      const random = stream(seed);
      const n = 2 + random.int(8);
      const dense = random.uniform();
      const edges: [number, number][] = [];
      for (let a = 0; a < n; a++)
        for (let b = 0; b < a; b++) if (random.uniform() < dense) edges.push([a, b]);
      const graph = cover(lists(n, edges), { left: 1e6 });
      const best = smallest(n, edges);
      for (let room = 0; room <= n; room++) expect(graph.canEnd(room), `${seed}: ${room}`).toBe(room >= best);
      expect(Array.from({ length: n }, (_, v) => graph.degree(v))).toEqual(
        lists(n, edges).map((list) => list.length),
      );
    }
  });

  test("try restores the vertices after a failed attempt and keeps them taken after a success", () => {
    // a star around 0 and a path 5–6–7
    const star: Edges = [
      [0, 1],
      [0, 2],
      [0, 3],
      [0, 4],
      [5, 6],
      [6, 7],
    ];
    const graph = cover(lists(8, star), { left: 100 });
    const takeBoth = (answer: boolean) => () => {
      graph.take(0);
      graph.takeNeighbours(6);
      return answer;
    };
    expect(graph.try(takeBoth(false))).toBe(false);
    expect([graph.isTaken(0), graph.isTaken(5), graph.degree(6), graph.degree(1)]).toEqual([
      false,
      false,
      2,
      1,
    ]);
    expect(graph.try(takeBoth(true))).toBe(true);
    expect([graph.isTaken(0), graph.isTaken(5), graph.degree(6), graph.degree(1)]).toEqual([
      true,
      true,
      0,
      0,
    ]);
  });

  test("stops when the budget is spent", () => {
    // the triangular prism: six vertices of degree 3, no cover of 3
    const prism: Edges = [
      [0, 1],
      [1, 2],
      [2, 0],
      [3, 4],
      [4, 5],
      [5, 3],
      [0, 3],
      [1, 4],
      [2, 5],
    ];
    const budget = { left: 2 };
    expect(cover(lists(6, prism), budget).canEnd(4)).toBe(false);
    expect(budget.left).toBe(0);
    expect(cover(lists(6, prism), { left: 100 }).canEnd(4)).toBe(true);
  });
});
