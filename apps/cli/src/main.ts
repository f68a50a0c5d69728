/** The program in a clone: `npm run COMMAND -- …`. */
import { cloneInstallation } from "./installation";
import { run } from "./run";

await run(cloneInstallation());
