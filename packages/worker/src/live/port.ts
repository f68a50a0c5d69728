export { portConnection } from "./portConnection";
export { shardsFrom } from "./portShards";
export { acceptPort, ClientPortSocket, type Port, PortSocket } from "./portSocket";
