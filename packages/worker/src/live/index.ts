export { joinRoom, type LiveWorker, type RoomHands, type RoomRequest } from "./joinRoom";
