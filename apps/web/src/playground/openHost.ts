import type { RunConfig } from "@honest-majority/protocol";
import type { PortUse } from "@honest-majority/serving";
import type { FromHost, ToHost } from "./messages";

/** The room of this page. */
export interface Host {
  /** A new port to the room. */
  connect(use: PortUse): MessagePort;
  close(): void;
}

export interface HostRequest {
  code: string;
  token: string;
  config: RunConfig;
  failed(why: string): void;
}

export function openHost({ code, token, config, failed }: HostRequest): Host {
  const worker = new Worker(new URL("./host.ts", import.meta.url), { type: "module", name: "room" });
  const post = (message: ToHost, transfer: Transferable[] = []) => worker.postMessage(message, transfer);
  worker.onmessage = ({ data }: MessageEvent<FromHost>) => failed(data.why);
  worker.onerror = ({ message }) => failed(message || "its script did not load");
  post({ kind: "open", code, token, config });
  return {
    connect(use) {
      const { port1, port2 } = new MessageChannel();
      post({ kind: "connect", use, port: port2 }, [port2]);
      return port1;
    },
    close: () => worker.terminate(),
  };
}
