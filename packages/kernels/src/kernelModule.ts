/** A `WebAssembly.Module`. Its own name is in the library DOM, which users in Node may not have. */
export type KernelModule = object;
