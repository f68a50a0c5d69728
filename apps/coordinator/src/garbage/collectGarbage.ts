/** Collects all garbage of the thread that calls it, and gives its pages back to the system. Blocks the thread meanwhile. */
export async function collectGarbage(): Promise<void> {
  const { Session } = await import("node:inspector"); // some builds of Node have none
  const session = new Session();
  session.connect();
  try {
    await new Promise<void>((resolve, reject) => {
      session.post("HeapProfiler.collectGarbage", (error) => (error === null ? resolve() : reject(error)));
    });
  } finally {
    session.disconnect();
  }
}
