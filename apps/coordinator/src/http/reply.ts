/** What the HTTP API answers. */
import { type RefusalCode, refuse } from "@honest-majority/protocol";

export type Whole = object | Uint8Array | string;
/** Sent one by one as the client reads them. */
export type Pieces = Iterable<Uint8Array>;
/** An object is sent as JSON, bytes and text as they are. */
export type WholeReply = { status: number; body: Whole };
export interface PiecesReply {
  pieces: Pieces;
  /** Of all pieces; unset, it is not known. They are JSON. */
  bytes?: number;
  /** The name of the file as which a browser saves it. */
  saveAs?: string;
  /** There may be only so many of these at a time. */
  counted?: Counted;
}
export type Reply = WholeReply | PiecesReply;
/** A record for anybody, or the shard of the worker with this token. */
export type Counted =
  | { kind: "record"; address: string | undefined }
  | { kind: "shard"; token: string; address: string | undefined };

export function refusal(status: number, code: RefusalCode, detail: string): WholeReply {
  return { status, body: refuse(code, detail) };
}
