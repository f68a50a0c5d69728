/** What the HTTP API answers. */
import { type RefusalCode, refuse } from "@honest-majority/protocol";

export type Whole = object | Uint8Array | string;
/** Sent one by one as the client reads them. */
export type Pieces = Iterable<Uint8Array>;
/** An object is sent as JSON, bytes and text as they are. `counted`: there may be only so many at a time. */
export type WholeReply = { status: number; body: Whole };
/** `saveAs`: the name of the file as which a browser saves it. */
export type Reply = WholeReply | { pieces: Pieces; counted: boolean; saveAs?: string };

export function refusal(status: number, code: RefusalCode, detail: string): WholeReply {
  return { status, body: refuse(code, detail) };
}
