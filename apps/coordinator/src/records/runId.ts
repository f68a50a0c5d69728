import { newToken } from "../http/token";

/** The moment, for people who look into the records folder, and a few letters so that no two runs share an id. */
export function newRunId(): string {
  const moment = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
  return `${moment}-${newToken().replace(/\W|_/g, "").slice(0, 6)}`;
}
