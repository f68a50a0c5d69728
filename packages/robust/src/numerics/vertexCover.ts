/** The number of branches left for searches. Sharing one budget bounds all of them together. */
export interface Budget {
  left: number;
}

/** A graph from which vertices are taken away, together with their edges. */
export interface Cover {
  isTaken(vertex: number): boolean;
  /** The number of edges to vertices that are not taken. */
  degree(vertex: number): number;
  take(vertex: number): void;
  takeNeighbours(vertex: number): void;
  /** Whether taking at most `room` more vertices removes every edge. Returns false when the budget is spent. */
  canEnd(room: number): boolean;
  /** Runs `attempt`, and restores all vertices that it took unless it returns true. */
  try(attempt: () => boolean): boolean;
}

/**
 * A bounded search tree for vertex covers. It branches only at vertices of degree >= 3 ("this vertex, or all its
 * neighbours"), so its size is T(k) = T(k−1) + T(k−3) < 1.47ᵏ for k vertices to take. No other branching is needed: at a
 * leaf the other end of its edge is never the worse choice, and on a cycle any vertex will do. Exact within the budget.
 */
export function cover(neighbours: readonly (readonly number[])[], budget: Budget): Cover {
  const degree = Int32Array.from(neighbours, (list) => list.length);
  const taken = new Uint8Array(neighbours.length);
  const trail: number[] = [];
  let edges = degree.reduce((sum, count) => sum + count, 0) / 2;

  function take(vertex: number): void {
    taken[vertex] = 1;
    trail.push(vertex);
    edges -= degree[vertex]; // degree[vertex] does not change from here on, so undo can use it
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

  /** Takes vertices that some best cover contains. Returns the vertex to branch at, or −1 if no edge is left or no cover exists. */
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
