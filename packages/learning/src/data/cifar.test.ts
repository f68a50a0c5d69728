import { expect, test } from "vitest";
import { parseCifar } from "./cifar";

function record(label: number, red: number, green: number, blue: number): number[] {
  const plane = (value: number) => Array.from({ length: 1024 }, (_, i) => (i === 1 ? value + 1 : value));
  return [label, ...plane(red), ...plane(green), ...plane(blue)];
}

test("parseCifar turns channel planes into channel-last pixels and joins files in order", () => {
  const first = Uint8Array.from([...record(3, 10, 20, 30), ...record(9, 40, 50, 60)]);
  const second = Uint8Array.from(record(0, 70, 80, 90));
  const examples = parseCifar([first, second], ["a", "b"]);
  expect(examples).toMatchObject({ count: 3, classes: 10, height: 32, width: 32, channels: 3 });
  expect([...examples.labels]).toEqual([3, 9, 0]);
  expect([...examples.pixels.subarray(0, 9)]).toEqual([10, 20, 30, 11, 21, 31, 10, 20, 30]);
  expect([...examples.pixels.subarray(2 * 3072, 2 * 3072 + 6)]).toEqual([70, 80, 90, 71, 81, 91]);
});

test("parseCifar throws an error that names the file, what was expected and what was found", () => {
  const good = Uint8Array.from(record(3, 1, 2, 3));
  expect(() => parseCifar([good, good.subarray(1)], ["a", "b"])).toThrow(
    new RangeError("b: expected a multiple of 3073 bytes, found 3072"),
  );
  expect(() => parseCifar([new Uint8Array(0)], ["a"])).toThrow(
    "a: expected a multiple of 3073 bytes, found 0",
  );
  expect(() => parseCifar([good, Uint8Array.from(record(10, 1, 2, 3))], ["a", "b"])).toThrow(
    "b: expected labels below 10, found 10 for example 0",
  );
});
