/** Facts about what can be trained, and on what. Nothing reachable from here imports tfjs or a kernel. */

export { type Allocate, plainMemory, sharedMemory } from "./memory";
