/** How many more branches searches may take; shared between them so that together they end. */
export interface Budget {
  left: number;
}

/** A graph of which vertices, and with them their edges, are taken away. */
export interface Cover {
  isTaken(vertex: number): boolean;
  /** To vertices that are not taken. */
  degree(vertex: number): number;
  take(vertex: number): void;
  takeNeighbours(vertex: number): void;
  /** Whether taking at most `room` more vertices takes every edge. Answers false once the budget is spent. */
  canEnd(room: number): boolean;
  /** Runs `attempt`, and puts everything back that it took unless it answers true. */
  try(attempt: () => boolean): boolean;
}

/**
 * A bounded search tree for vertex covers. It branches at a vertex of degree >= 3 alone, "it, or all its neighbours",
 * so its size is T(k) = T(k−1) + T(k−3) < 1.47ᵏ for k vertices to take: of a leaf's edge the inner end is never the
 * worse choice, and on a cycle any vertex will do. Exact while the budget lasts.
 */
export function cover(neighbours: readonly (readonly number[])[], budget: Budget): Cover {
  const degree = Int32Array.from(neighbours, (list) => list.length);
  const taken = new Uint8Array(neighbours.length);
  const trail: number[] = [];
  let edges = degree.reduce((sum, count) => sum + count, 0) / 2;

  function take(vertex: number): void {
    taken[vertex] = 1;
    trail.push(vertex);
    edges -= degree[vertex]; // from here on it stands still, for undo
    for (const other of neighbours[vertex]) if (taken[other] === 0) degree[other]--;
  }

  function undo(length: number): void {
    while (trail.length > length) {
      const vertex = trail.pop() as number;
      for (const other of neighbours[vertex]) if (taken[other] === 0) degree[other]++;
      edges += degree[vertex];
      taken[vertex] = 0;
    }
  }

  function takeNeighbours(vertex: number): void {
    for (const other of neighbours[vertex]) if (taken[other] === 0) take(other);
  }

  function attemptOr(attempt: () => boolean): boolean {
    const length = trail.length;
    const success = attempt();
    if (!success) undo(length);
    return success;
  }

  /** Takes what some best cover takes, without a choice; answers the vertex where there is one, −1 where all ends here. */
  function branchingVertex(room: number): number {
    const start = trail.length;
    while (edges > 0) {
      let widest = 0;
      let leaf = -1;
      for (let v = 0; v < degree.length; v++) {
        if (taken[v] === 1) continue;
        if (degree[v] > degree[widest] || taken[widest] === 1) widest = v;
        if (degree[v] === 1) leaf = v;
      }
      if (edges > (room - (trail.length - start)) * degree[widest]) return -1;
      if (leaf >= 0) takeNeighbours(leaf);
      else if (degree[widest] === 2) take(widest);
      else return widest;
    }
    return -1;
  }

  function search(room: number): boolean {
    if (budget.left <= 0) return false;
    budget.left--;
    const start = trail.length;
    const vertex = branchingVertex(room);
    if (edges === 0) return trail.length - start <= room;
    if (vertex < 0) return false;
    const rest = room - (trail.length - start);
    const either = (choose: (vertex: number) => void, cost: number) =>
      attemptOr(() => {
        choose(vertex);
        return search(rest - cost);
      });
    return either(take, 1) || either(takeNeighbours, degree[vertex]);
  }

  return {
    isTaken: (vertex) => taken[vertex] === 1,
    degree: (vertex) => degree[vertex],
    take,
    takeNeighbours,
    try: attemptOr,
    canEnd(room) {
      const length = trail.length;
      const can = search(room);
      undo(length);
      return can;
    },
  };
}
