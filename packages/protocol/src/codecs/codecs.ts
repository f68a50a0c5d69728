/** Every codec that this program knows, by the name that stands on the wire. */
import type { Codec } from "./defineCodec";
import { float16 } from "./float16";
import { float32 } from "./float32";

const builtIn = { float32, float16 };

/** May grow while the program runs, so whoever needs a list takes it when it is needed. */
export const CODECS: Record<string, Codec> = { ...builtIn };

/** What every client knows: in force where a worker names no codec, or a run asks for none. */
export const DEFAULT_CODEC = "float32";

/** @throws RangeError when there is one of that name. */
export function registerCodec(codec: Codec): void {
  if (knowsCodec(codec.codec)) throw new RangeError(`registerCodec: there is a codec ${codec.codec} already`);
  CODECS[codec.codec] = codec;
}

export function knowsCodec(name: string): boolean {
  return Object.hasOwn(CODECS, name); // the name may come from the wire: "constructor" is none
}

export function codecNames(): string[] {
  return Object.keys(CODECS);
}

/** @throws RangeError for an unknown name. */
export function codecOf(name: string): Codec {
  if (!knowsCodec(name))
    throw new RangeError(`codecOf: must be one of ${codecNames().join(", ")}, got ${name}`);
  return CODECS[name];
}
