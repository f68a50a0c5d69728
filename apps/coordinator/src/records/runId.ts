import { newToken } from "../http/token";

/** The time, for people who read the records folder, and a few random letters, so that no two runs share an id. */
export function newRunId(): string {
  const moment = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
  return `${moment}-${newToken().replace(/\W|_/g, "").slice(0, 6)}`;
}
