/**
 * zod, told not to compile code. The pages' policy forbids that, and a browser complains of the mere question whether it is
 * allowed. Every schema of this package comes from here, so it is told before the first one is made.
 */
import { config } from "zod";

config({ jitless: true });

export { z } from "zod";
