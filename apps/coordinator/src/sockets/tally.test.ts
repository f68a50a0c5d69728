import { expect, test } from "vitest";
import { Tally } from "./tally";

test("a tally refuses what passes the limit of an address, or of all together, until something is given back", () => {
  const tally = new Tally({ perAddress: 2, inAll: 3 });
  const back = tally.add("a");
  tally.add("a");
  expect(tally.full("a")).toBe("address");
  expect(tally.full("b")).toBeUndefined();
  tally.add("b");
  expect(tally.full("b")).toBe("all");
  expect(tally.full("c")).toBe("all");
  back();
  back(); // a second time gives nothing back
  expect(tally.full("c")).toBeUndefined();
  tally.add("c");
  expect(tally.full("a")).toBe("all");
});

test("this machine's own has no limit and takes nobody's place", () => {
  const tally = new Tally({ perAddress: 1, inAll: 1 });
  for (let i = 0; i < 5; i++) tally.add(undefined);
  expect(tally.full(undefined)).toBeUndefined();
  expect(tally.full("a")).toBeUndefined();
});
