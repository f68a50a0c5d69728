/**
 * A model as one safetensors file: the length of the header (uint64), the header in JSON, then the values. All numbers are
 * little-endian. https://huggingface.co/docs/safetensors/index#format
 */
import { littleEndian } from "./littleEndian";
import type { Tensor } from "./modelTensors";

/** `facts`: texts that the file says of the model. */
export function safetensors(
  tensors: readonly Tensor[],
  facts: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  let end = 0;
  const entries = tensors.map(({ name, shape, values }) => {
    const start = end;
    end += 4 * values.length;
    return [name, { dtype: "F32", shape, data_offsets: [start, end] }] as const;
  });
  const header = { __metadata__: facts, ...Object.fromEntries(entries) };
  const json = new TextEncoder().encode(JSON.stringify(header));
  const padded = 8 * Math.ceil(json.length / 8); // readers map the values into memory: they begin at a whole word
  const file = new Uint8Array(8 + padded + end).fill(0x20, 8, 8 + padded);
  new DataView(file.buffer).setBigUint64(0, BigInt(padded), true);
  file.set(json, 8);
  let at = 8 + padded;
  for (const { values } of tensors) {
    file.set(littleEndian(values), at);
    at += 4 * values.length;
  }
  return file;
}
