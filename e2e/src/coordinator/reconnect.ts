/**
 * A coordinator that stops disconnects its sockets, and socket.io does not connect these again by itself. `wanted`: whether
 * to; not after a dismissal.
 */
export function reconnectAfterStop(
  socket: { on(event: "disconnect", listener: (reason: string) => void): unknown; connect(): unknown },
  wanted: () => boolean = () => true,
): void {
  socket.on("disconnect", (reason) => {
    if (reason === "io server disconnect" && wanted()) setTimeout(() => socket.connect(), 500);
  });
}
