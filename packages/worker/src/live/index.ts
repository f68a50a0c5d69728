export { joinRoom, type KeptToken, type LiveWorker, type RoomEnv, type RoomRequest } from "./joinRoom";
