export { portConnection } from "./portConnection";
export { acceptPort, ClientPortSocket, type Port, PortSocket } from "./portSocket";
