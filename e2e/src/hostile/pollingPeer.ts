/** A polling client of Engine.IO that asks for messages on new connections and reads none. */
import { pipelined, type RawHttp } from "./rawHttp";

export interface PollingPeer {
  /** Sends a packet of Engine.IO; resolves to the status and the body of the answer. */
  send(packet: string, headers?: Record<string, string>): Promise<{ status: number; body: string }>;
  /** Asks for messages, and never reads them. */
  pollUnread(): Promise<RawHttp>;
  /** Asks for messages and reads them. */
  poll(): Promise<{ status: number; body: string }>;
}

export async function openPollingPeer(url: string, namespace: string): Promise<PollingPeer> {
  const base = "/socket.io/?EIO=4&transport=polling";
  const opening = await (await fetch(`${url}${base}`)).text();
  const { sid } = JSON.parse(opening.slice(1)) as { sid: string };
  const path = `${base}&sid=${sid}`;
  const ask = async (init?: RequestInit) => {
    const response = await fetch(`${url}${path}`, init);
    return { status: response.status, body: await response.text() };
  };
  const peer: PollingPeer = {
    send: (packet, headers) => ask({ method: "POST", body: packet, headers }),
    poll: () => ask(),
    pollUnread: () => pipelined(url, [{ path }], { reads: false }),
  };
  await peer.send(`40${namespace},`);
  await peer.poll(); // the answer to the namespace
  return peer;
}
