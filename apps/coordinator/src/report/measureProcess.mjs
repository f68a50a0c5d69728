/** Entry of a measuring process in a clone: registers tsx, so that TypeScript can be imported, then imports the process. */
import { register } from "tsx/esm/api";

register();
await import("./measureProcess.ts");
