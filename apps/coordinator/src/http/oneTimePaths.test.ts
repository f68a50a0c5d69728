import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { ONE_TIME_MS, oneTimePaths } from "./oneTimePaths";

let stop = () => {};
afterEach(() => stop());

async function serve({ isLocal = true } = {}) {
  const clock = { ms: 5 };
  let tokens = 0;
  const paths = oneTimePaths({ now: () => clock.ms, newToken: () => `t${++tokens}`, isLocal: () => isLocal });
  const server = createServer(paths.listener((_, response) => response.end("a page")));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  stop = () => void server.close();
  const { port } = server.address() as AddressInfo;
  const ask = (path: string, method = "GET") =>
    fetch(`http://127.0.0.1:${port}${path}`, { method, redirect: "manual" });
  return { paths, clock, ask };
}

describe("oneTimePaths", () => {
  test("leads to the target once, and not again", async () => {
    const { paths, ask } = await serve();
    const path = paths.pathTo("/#token=secret");
    expect(path).not.toContain("secret");
    const first = await ask(path);
    expect([first.status, first.headers.get("location")]).toEqual([303, "/#token=secret"]);
    expect(first.headers.get("cache-control")).toBe("no-store");
    const second = await ask(path);
    expect([second.status, second.headers.get("location")]).toEqual([410, null]);
    expect(await second.text()).toContain("Press Enter");
  });

  test("leads nowhere after two minutes", async () => {
    const { paths, clock, ask } = await serve();
    const [old, young] = [paths.pathTo("/#a"), paths.pathTo("/#b")];
    clock.ms += ONE_TIME_MS - 1;
    expect((await ask(young)).status).toBe(303);
    clock.ms += 1;
    expect((await ask(old)).status).toBe(410);
  });

  test("other methods, other machines and guesses get nothing and use nothing up", async () => {
    const { paths, ask } = await serve();
    const path = paths.pathTo("/#token=secret");
    expect((await ask(path, "HEAD")).status).toBe(405);
    expect((await ask("/open/guess")).status).toBe(410);
    expect((await ask(path)).status).toBe(303);
    stop();
    const elsewhere = await serve({ isLocal: false });
    const refused = await elsewhere.ask(elsewhere.paths.pathTo("/#token=secret"));
    expect([refused.status, refused.headers.get("location")]).toEqual([403, null]);
  });

  test("passes every other path on", async () => {
    const { ask } = await serve();
    expect(await (await ask("/opening")).text()).toBe("a page");
  });
});
