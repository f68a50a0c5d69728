export { type FindRoom, type FoundRoom, roomFinder } from "./findRoom";
export { Pace, type PaceLimits } from "./pace";
export { type DataRequest, openPageRoom, type PageRoom, type PortUse } from "./pageRoom";
export { audience, type DashboardSocket, serveDashboard } from "./serveDashboard";
export { type Outside, serveWorker } from "./serveWorker";
export { Turns } from "./turns";
export { WorkerConnections, type WorkerSocket } from "./workerConnections";
