export { joinRoom, type LiveWorker, type RoomEnv, type RoomRequest } from "./joinRoom";
