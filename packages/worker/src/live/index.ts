export {
  joinRoom,
  type KeptToken,
  type LiveWorker,
  type PicturesToShow,
  type RoomEnv,
  type RoomRequest,
} from "./joinRoom";
