export { Room, type RoomParts } from "./room";
export type { KeptRoom, KeptRun, KeptWorker, RunStore } from "./runStore";
