import { describe, expect, test } from "vitest";
import { hide } from "./hide";

const names = ["ada", "/home/ada", "lovelace-pc", "192.168.7.23", "C:\\Users\\Ada L", "ab"];
const hidden = (text: string) => hide(text, { names, places: true });

describe("hide", () => {
  test("removes given names as whole words, in any case, and nothing inside other words", () => {
    expect(hidden("Ada on LOVELACE-PC: no adapter, no cadaver")).toBe(
      "(hidden) on (hidden): no adapter, no cadaver",
    );
    expect(hidden("slab ab")).toBe("slab ab"); // two letters identify nobody
  });

  test("keeps of a path only what lies in the folder", () => {
    expect(hidden("cannot open /usr/lib/x86_64/libcudart.so.11.0: no such file")).toBe(
      "cannot open …/libcudart.so.11.0: no such file",
    );
    expect(hidden("Cannot find 'D:\\work\\models\\tf.node'")).toBe("Cannot find '…/tf.node'");
    expect(hidden("at \\\\server\\share\\tf.node")).toBe("at …/tf.node");
    expect(hidden("in /home/ada/honest/x.js and C:\\Users\\Ada L\\y.js")).not.toMatch(/ada|home|users/i);
  });

  test("removes addresses of files, of sites and of machines", () => {
    expect(hidden("import file:///opt/a/b.mjs failed")).toBe("import (hidden) failed");
    expect(hidden("GET http://10.0.0.7:8080/assets/x.wasm is 404")).toBe("GET (hidden) is 404");
    expect(hidden("from 10.0.0.7 via fe80::1c2f:ab%eth0 (0a:1b:2c:3d:4e:5f)")).toBe(
      "from (hidden) via (hidden) ((hidden))",
    );
  });

  test("leaves relative source paths and ratios", () => {
    const text = "tensorflow/core/dso_loader.cc:64 is 3/4 done and/or std::bad_alloc";
    expect(hidden(text)).toBe(text);
  });

  test("keeps the version of a driver, which looks like an address, unless places are removed", () => {
    const renderer = "ANGLE (Intel, Iris Xe Direct3D11, D3D11-30.0.101.119)";
    expect(hide(renderer, { names, places: false })).toBe(renderer);
    expect(hidden(renderer)).not.toContain("30.0.101.119");
  });
});
