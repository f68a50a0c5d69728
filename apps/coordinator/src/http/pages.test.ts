import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NPM_SCRIPTS } from "@honest-majority/protocol";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pages } from "./pages";

const INDEX = "<!doctype html><title>Honest Majority</title>";
const SCRIPT = `export const long = "${"majority ".repeat(400)}";`;

const pagesIn = (folder: string) => pages({ pages: folder, program: NPM_SCRIPTS });

let folder: string;
let server: Server;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pages-"));
  await writeFile(join(folder, "secret.txt"), "above the pages");
  const web = join(folder, "web");
  await mkdir(join(web, "assets"), { recursive: true });
  await writeFile(join(web, "index.html"), INDEX);
  await writeFile(join(web, "icon.svg"), "<svg/>");
  await writeFile(join(web, "assets", "main-4f2a.js"), SCRIPT);
  await writeFile(join(web, "assets", "tfjs-77aa.wasm"), Buffer.from([0, 0x61, 0x73, 0x6d]));
  server = createServer(pagesIn(web));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const ask = (path: string, init?: RequestInit) => fetch(origin() + path, init);

/** The path exactly as given: fetch would tidy it up first. */
function askRaw(path: string): Promise<{ status?: number; body: string }> {
  return new Promise((resolve, reject) => {
    const { port } = server.address() as AddressInfo;
    request({ host: "127.0.0.1", port, path, agent: false }, (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (chunk) => {
        body += chunk;
      });
      response.on("end", () => resolve({ status: response.statusCode, body }));
    })
      .on("error", reject)
      .end();
  });
}

describe("pages", () => {
  test.each(["/", "/join/KRUM-42", "/swarm/KRUM-42?n=8", "/projector/KRUM-42", "/history", "/index.html"])(
    "%s returns the page, which browsers revalidate",
    async (path) => {
      const answer = await ask(path);
      expect(answer.status).toBe(200);
      expect(await answer.text()).toBe(INDEX);
      expect(answer.headers.get("content-type")).toBe("text/html; charset=utf-8");
      expect(answer.headers.get("cache-control")).toBe("no-cache");
    },
  );

  test("files with a hash in their name are immutable, with the content types that browsers require", async () => {
    const script = await ask("/assets/main-4f2a.js");
    expect(await script.text()).toBe(SCRIPT);
    expect(script.headers.get("cache-control")).toContain("immutable");
    expect(script.headers.get("content-type")).toContain("text/javascript");
    expect((await ask("/assets/tfjs-77aa.wasm")).headers.get("content-type")).toBe("application/wasm");
    expect((await ask("/icon.svg")).headers.get("cache-control")).toBe("no-cache");
  });

  test("text is compressed, and a known ETag returns 304", async () => {
    const packed = await ask("/assets/main-4f2a.js", { headers: { "accept-encoding": "gzip" } });
    expect(packed.headers.get("content-encoding")).toBe("gzip");
    expect(Number(packed.headers.get("content-length"))).toBeLessThan(SCRIPT.length / 10);
    expect(await packed.text()).toBe(SCRIPT);
    const plain = await ask("/assets/main-4f2a.js", { headers: { "accept-encoding": "identity" } });
    expect(plain.headers.get("content-encoding")).toBe(null);
    const known = await ask("/", {
      headers: { "if-none-match": (await ask("/")).headers.get("etag") ?? "" },
    });
    expect(known.status).toBe(304);
  });

  test("the policy allows only what the coordinator serves, WebAssembly and workers included", async () => {
    const { headers } = await ask("/join/KRUM-42");
    const policy = headers.get("content-security-policy");
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'");
    expect(policy).toContain("worker-src 'self' blob:");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
  });

  test.each([
    "/../secret.txt",
    "/assets/../../secret.txt",
    "/..%2fsecret.txt",
    "/%2e%2e/secret.txt",
    "/..\\secret.txt",
    "//secret.txt",
  ])("%s does not lead out of the folder", async (path) => {
    const { status, body } = await askRaw(path);
    expect(status).toBe(404);
    expect(body).not.toContain("above");
  });

  test("a missing file and a malformed path return 404", async () => {
    expect((await ask("/assets/main-0000.js")).status).toBe(404);
    expect((await askRaw("/%")).status).toBe(404);
  });

  test("HEAD returns GET's headers without the body; other methods are refused", async () => {
    const head = await ask("/", { method: "HEAD", headers: { "accept-encoding": "identity" } });
    expect(head.status).toBe(200);
    expect(head.headers.get("content-length")).toBe(String(INDEX.length));
    expect(await head.text()).toBe("");
    const post = await ask("/", { method: "POST", body: "x" });
    expect(post.status).toBe(405);
    expect(post.headers.get("allow")).toBe("GET, HEAD");
  });

  test("range requests, also malformed ones, return the whole page", async () => {
    for (const range of ["bytes=5-2", "bytes=abc", "bytes=-1-", "bytes=99999999-"]) {
      const answer = await ask("/", { headers: { range } });
      expect(answer.status).toBe(200);
      expect(await answer.text()).toBe(INDEX);
    }
  });

  test("pages are still served after a build empties the folder", async () => {
    const web = join(folder, "rebuilt");
    await mkdir(web);
    await writeFile(join(web, "index.html"), INDEX);
    const running = createServer(pagesIn(web));
    await new Promise<void>((resolve) => running.listen(0, "127.0.0.1", resolve));
    await rm(web, { recursive: true });
    const answer = await fetch(`http://127.0.0.1:${(running.address() as AddressInfo).port}/join/KRUM-42`);
    expect(await answer.text()).toBe(INDEX);
    running.close();
  });

  test("the page says what to run when nothing is built", async () => {
    const bare = createServer(pagesIn(join(folder, "nothing")));
    await new Promise<void>((resolve) => bare.listen(0, "127.0.0.1", resolve));
    const answer = await fetch(`http://127.0.0.1:${(bare.address() as AddressInfo).port}/`);
    expect(answer.status).toBe(503);
    expect(await answer.text()).toContain("npm start");
    bare.close();
  });
});
