import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { ONE_TIME_MS, oneTimePaths } from "./oneTimePaths";

let stop = () => {};
afterEach(() => stop());

const KEY = { token: "secret", room: "KRUM-42" };

async function serve({ isLocal = true } = {}) {
  const clock = { ms: 5 };
  let tokens = 0;
  const paths = oneTimePaths({ now: () => clock.ms, newToken: () => `t${++tokens}`, isLocal: () => isLocal });
  const server = createServer(paths.listener((_, response) => response.end("a page")));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  stop = () => void server.close();
  const { port } = server.address() as AddressInfo;
  const own = { origin: `http://127.0.0.1:${port}` };
  /** fetch would not send some of these headers. */
  const ask = (path: string, headers: Record<string, string> = own, method = "POST") =>
    new Promise<{ status?: number; headers: Record<string, unknown>; text: string }>((resolve, reject) => {
      const sent = request({ port, host: "127.0.0.1", path, method, headers }, (answer) => {
        let text = "";
        answer.setEncoding("utf8").on("data", (chunk: string) => {
          text += chunk;
        });
        answer.on("end", () => resolve({ status: answer.statusCode, headers: answer.headers, text }));
      });
      sent.on("error", reject).end();
    });
  return { paths, clock, ask, own };
}

describe("oneTimePaths", () => {
  test("gives the key once, and not again", async () => {
    const { paths, ask } = await serve();
    const path = paths.pathTo(KEY);
    expect(path).not.toContain("secret");
    const first = await ask(path);
    expect([first.status, JSON.parse(first.text)]).toEqual([200, KEY]);
    expect(first.headers["cache-control"]).toBe("no-store");
    const second = await ask(path);
    expect([second.status, JSON.parse(second.text)]).toEqual([
      410,
      { detail: "This address was used, or is too old." },
    ]);
  });

  test("shows the page as often as it is opened, which uses nothing up", async () => {
    const { paths, ask } = await serve();
    const path = paths.pathTo(KEY);
    for (const method of ["GET", "GET", "HEAD"]) {
      const { status, headers, text } = await ask(path, {}, method);
      expect([status, headers.location, text]).toEqual([200, undefined, method === "GET" ? "a page" : ""]);
    }
    expect((await ask(path)).status).toBe(200);
  });

  test("gives no key after two minutes", async () => {
    const { paths, clock, ask } = await serve();
    const [old, young] = [paths.pathTo(KEY), paths.pathTo(KEY)];
    clock.ms += ONE_TIME_MS - 1;
    expect((await ask(young)).status).toBe(200);
    clock.ms += 1;
    expect((await ask(old)).status).toBe(410);
  });

  test("other machines, other pages and guesses get no key and use nothing up", async () => {
    const { paths, ask, own } = await serve();
    const path = paths.pathTo(KEY);
    expect((await ask("/open/guess")).status).toBe(410);
    const others: Record<string, string>[] = [
      {},
      { origin: "https://evil.example" },
      { origin: "http://127.0.0.1:1" },
      { origin: "null" },
      { ...own, "sec-fetch-site": "cross-site" },
      { ...own, "sec-fetch-site": "same-site" },
    ];
    for (const headers of others) {
      const { status, text } = await ask(path, headers);
      expect([headers, status, text.includes("secret")]).toEqual([headers, 403, false]);
    }
    expect((await ask(path, { ...own, "sec-fetch-site": "same-origin" })).status).toBe(200);
    stop();
    const elsewhere = await serve({ isLocal: false });
    const refused = await elsewhere.ask(elsewhere.paths.pathTo(KEY));
    expect([refused.status, refused.text.includes("secret")]).toEqual([403, false]);
  });

  test("passes every other path on", async () => {
    const { ask } = await serve();
    expect((await ask("/opening")).text).toBe("a page");
  });
});
