import { expect, test } from "vitest";
import { PostedRows, type RowPost, RowPosts } from "./rowPosts";

function posting() {
  const posts: RowPost[] = [];
  const due: (() => void)[] = [];
  const rows = new RowPosts(
    (post) => posts.push(post),
    (action) => due.push(action),
  );
  const turn = () => {
    for (const action of due.splice(0)) action();
  };
  return { rows, posts, turn };
}

const [a, b, c] = [1, 2, 3].map((value) => Float32Array.of(value));

test("rows of one turn are posted together, and a memory only once", () => {
  const { rows, posts, turn } = posting();
  rows.add(0, 5, a);
  rows.add(1, 5, b);
  expect(posts).toEqual([]);
  turn();
  rows.add(1, 6, a);
  rows.add(0, 6, c);
  turn();
  turn();
  expect(posts).toEqual([
    { memories: [a, b], rows: [0, 5, 0, 1, 5, 1] },
    { memories: [c], rows: [1, 6, 0, 0, 6, 2] },
  ]);
});

test("a flush posts at once, and leaves nothing for the end of the turn", () => {
  const { rows, posts, turn } = posting();
  rows.flush();
  rows.add(0, 0, a);
  rows.flush();
  expect(posts).toHaveLength(1);
  turn();
  expect(posts).toHaveLength(1);
  rows.add(0, 1, b);
  turn();
  expect(posts).toHaveLength(2);
});

test("what is posted sets the same rows, in the same order, on the other side", () => {
  const { rows, posts, turn } = posting();
  const set: [number, number, Float32Array][] = [];
  const taken = new PostedRows((...row) => set.push(row));
  const added: [number, number, Float32Array][] = [
    [0, 2, a],
    [1, 2, b],
    [0, 2, b],
    [1, 0, c],
    [1, 2, a],
  ];
  added.forEach((row, i) => {
    rows.add(...row);
    if (i % 2 === 1) turn();
  });
  rows.flush();
  for (const post of posts) taken.take(post);
  expect(set).toEqual(added);
  expect(set.every(([, , memory], i) => memory === added[i][2])).toBe(true);
});
