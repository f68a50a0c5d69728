import { randomBytes } from "node:crypto";

/** The request that turns a bare TCP connection into a WebSocket, of Engine.IO unless the path is another one. */
export function upgradeRequest(
  host: string,
  port: number | string,
  path = "/socket.io/?EIO=4&transport=websocket",
): string {
  return [
    `GET ${path} HTTP/1.1`,
    `Host: ${host}:${port}`,
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    `Sec-WebSocket-Key: ${randomBytes(16).toString("base64")}`,
    "\r\n",
  ].join("\r\n");
}
