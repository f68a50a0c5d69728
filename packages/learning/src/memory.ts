/** Allocates long arrays. A static page has no `SharedArrayBuffer`, so functions that allocate take this as a parameter. */
export type Allocate = (bytes: number) => ArrayBufferLike;

/** Threads can read and write it together. Node has it; a page has it only with cross-origin isolation. */
export const sharedMemory: Allocate = (bytes) => new SharedArrayBuffer(bytes);

/** One thread's own memory, which every page has. */
export const plainMemory: Allocate = (bytes) => new ArrayBuffer(bytes);
