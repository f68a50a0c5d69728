import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { expect, test, vi } from "vitest";
import { startWorker } from "./startWorker";

test("a worker says after each try that nobody answers at the address", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  const unreached = vi.fn();
  const worker = startWorker({
    origin: `http://127.0.0.1:${port}`,
    room: "KRUM-42",
    backend: { name: "none", note: "", deaths: 0 },
    watch: { steps: () => (work) => work(), learner: (learner) => learner, lost() {} },
    keepToken() {},
    unreached,
    stopped() {},
  });
  try {
    await vi.waitFor(() => expect(unreached.mock.calls.length).toBeGreaterThan(1), 10_000);
  } finally {
    worker.hangUp();
  }
});
