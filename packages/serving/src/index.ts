export { type FindRoom, type FoundRoom, roomFinder } from "./findRoom";
export { audience, type DashboardSocket, serveDashboard } from "./serveDashboard";
export { type Outside, serveWorker } from "./serveWorker";
export { Turns } from "./turns";
export { WorkerConnections, type WorkerSocket } from "./workerConnections";
