import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { fetchKernels } from "./browser";

/** Serves an empty module at /kernels.wasm, without a type. */
async function serve(): Promise<URL> {
  const server = createServer((request, response) => {
    if (request.url !== "/kernels.wasm") return response.writeHead(404).end();
    return response.end(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  onTestFinished(() => void server.close());
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/kernels.wasm`);
}

test("fetchKernels compiles a file that is served without a type", async () => {
  expect(await fetchKernels(await serve())).toBeInstanceOf(WebAssembly.Module);
});

test("fetchKernels names the address of a missing file", async () => {
  const url = new URL("other.wasm", await serve());
  await expect(fetchKernels(url)).rejects.toThrow(`${url} must be served, got status 404`);
});
