/** The exports of `assembly/index.ts`, whose files document them. */
export interface Kernels {
  readonly memory: WebAssembly.Memory;
  heapBase(): number;
  fetch(rows: number, n: number, start: number, end: number): void;
  addSquares(a: number, rows: number, n: number, start: number, end: number, lanes: number): void;
  addProducts(
    a: number,
    rows: number,
    n: number,
    doubles: number,
    start: number,
    end: number,
    lanes: number,
  ): void;
  addAbsolutes(a: number, rows: number, n: number, start: number, end: number, lanes: number): void;
  moments(rows: number, n: number, mean: number, deviation: number, bytes: number): void;
  squaresAround(rows: number, n: number, v: number, sums: number, bytes: number): void;
  combine(rows: number, weights: number, n: number, sums: number, out: number, bytes: number): void;
  combineAround(
    rows: number,
    weights: number,
    n: number,
    a: number,
    sums: number,
    out: number,
    bytes: number,
  ): number;
  addUp(
    rows: number,
    count: number,
    terms: number,
    n: number,
    share: number,
    out: number,
    start: number,
    end: number,
  ): void;
  addKept(
    rows: number,
    kept: number,
    count: number,
    terms: number,
    n: number,
    v: number,
    total: number,
    m: number,
    out: number,
    start: number,
    end: number,
  ): void;
  mix(
    rows: number,
    n: number,
    weights: number,
    out: number,
    stride: number,
    start: number,
    end: number,
  ): void;
  trim(
    rows: number,
    m: number,
    f: number,
    wires: number,
    program: number,
    programEnd: number,
    mean: number,
    least: number,
    most: number,
    start: number,
    end: number,
  ): void;
  trimShares(
    rows: number,
    m: number,
    f: number,
    least: number,
    most: number,
    counts: number,
    shares: number,
    start: number,
    end: number,
  ): number;
  meanAround(
    rows: number,
    m: number,
    center: number,
    keep: number,
    wires: number,
    program: number,
    programEnd: number,
    masks: number,
    out: number,
    start: number,
    end: number,
  ): void;
  besideMedian(
    rows: number,
    m: number,
    median: number,
    upper: number,
    floors: number,
    distances: number,
    scores: number,
    start: number,
    end: number,
  ): void;
  equal(a: number, b: number, bytes: number): number;
  plainRead(rows: number, n: number, bytes: number): number;
  signCounts(rows: number, n: number, counts: number, bytes: number): void;
  signMajority(rows: number, n: number, out: number, start: number, end: number): void;
  signAgreements(rows: number, n: number, v: number, counts: number, bytes: number): void;
}
