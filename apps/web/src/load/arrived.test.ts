import { describe, expect, test } from "vitest";
import { arrived, NotArrived } from "./arrived";

/** Fails that many times, each time with a new error, as `import()` does; notes the waits between the tries. */
function losing(times: number) {
  const waits: number[] = [];
  let tries = 0;
  const load = async () => {
    if (++tries <= times) throw new TypeError(`Failed to fetch, try ${tries}`);
    return "here";
  };
  const after = async (ms: number) => void waits.push(ms);
  return { waits, result: arrived(load, after), tries: () => tries };
}

describe("arrived", () => {
  test("asks again for what did not arrive, after longer and longer waits", async () => {
    const { waits, result } = losing(3);
    expect(await result).toBe("here");
    expect(waits).toEqual([300, 1_000, 3_000]);
  });

  test("says that it did not arrive, after five tries", async () => {
    const { result, tries } = losing(9);
    await expect(result).rejects.toThrow(new NotArrived(new TypeError("Failed to fetch, try 5")));
    await expect(result).rejects.toBeInstanceOf(NotArrived);
    expect(tries()).toBe(5);
  });

  test("does not ask again for a module that arrived and throws: it throws the same object each time", async () => {
    const error = new RangeError("Incorrect locale information provided");
    let tries = 0;
    const load = () => {
      tries++;
      return Promise.reject(error);
    };
    await expect(arrived(load, async () => {})).rejects.toBe(error);
    expect(tries).toBe(2);
  });

  test("does not ask again for WebAssembly that this browser cannot compile", async () => {
    let tries = 0;
    const load = () => {
      tries++;
      return WebAssembly.compile(Uint8Array.of(0, 0x61, 0x73, 0x6d, 9, 0, 0, 0));
    };
    await expect(arrived(load, async () => {})).rejects.toBeInstanceOf(WebAssembly.CompileError);
    expect(tries).toBe(1);
  });
});
