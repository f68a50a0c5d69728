/** Every codec that this program knows, by its name on the wire. */
import { register } from "@honest-majority/robust/facts";
import type { Codec } from "./defineCodec";
import { float16 } from "./float16";
import { float32 } from "./float32";
import { int8 } from "./int8";

const builtIn = { float32, float16, int8 };

/** Plugins add to it at run time, so code that needs a list must make it when it is needed. */
export const CODECS: Record<string, Codec> = { ...builtIn };

/** Every client knows it; used when a worker names no codec or a run sets none. */
export const DEFAULT_CODEC = "float32";

/** @throws RangeError for a name that is taken or not well formed. */
export function registerCodec(codec: Codec): void {
  register(CODECS, codec.codec, codec);
}

export function knowsCodec(name: string): boolean {
  return Object.hasOwn(CODECS, name); // the name may come from the wire: "constructor" is no codec
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
