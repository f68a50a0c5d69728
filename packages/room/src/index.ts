export { Room, type RoomParts } from "./room";
export type { DamagedRoom, KeptRoom, KeptRun, KeptWorker, RunStore } from "./runStore";
export type { KeptVotes } from "./votes";
