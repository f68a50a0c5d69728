/**
 * The pass with which a swarm's workers take seats that do not count for their address. The swarm page asks the dashboards
 * that are open in this browser; only the instructor's dashboard has one to give, so a stranger's swarm gets none.
 */
import type { Answer } from "@honest-majority/protocol";

/** How long to wait for an answer: without a dashboard there is none. */
const ANSWER_MS = 1_000;

type OpenChannel = (name: string) => Pick<BroadcastChannel, "postMessage" | "close" | "onmessage">;
type Message = { asks: string } | { for: string; pass: string };

const browserChannel: OpenChannel = (name) => new BroadcastChannel(name);
const nameOf = (room: string) => `swarm-pass:${room}`;

/** Undefined when no dashboard of this room answers. */
export async function askForPass(
  room: string,
  { openChannel = browserChannel, answerMs = ANSWER_MS } = {},
): Promise<string | undefined> {
  try {
    const channel = openChannel(nameOf(room));
    const id = String(Math.random());
    const pass = await new Promise<string | undefined>((resolve) => {
      channel.onmessage = ({ data }: MessageEvent<Message>) =>
        "for" in data && data.for === id && resolve(data.pass);
      setTimeout(() => resolve(undefined), answerMs);
      channel.postMessage({ asks: id } satisfies Message);
    });
    channel.close();
    return pass;
  } catch {
    return undefined; // no channels, as where site data is blocked
  }
}

/** Answers until the returned function is called. */
export function givePasses(
  room: string,
  issue: () => Promise<Answer<{ pass: string }>>,
  { openChannel = browserChannel } = {},
): () => void {
  try {
    const channel = openChannel(nameOf(room));
    channel.onmessage = async ({ data }: MessageEvent<Message>) => {
      if (!("asks" in data)) return;
      const answer = await issue();
      if (answer.ok) channel.postMessage({ for: data.asks, pass: answer.pass } satisfies Message);
    };
    return () => channel.close();
  } catch {
    return () => {};
  }
}
