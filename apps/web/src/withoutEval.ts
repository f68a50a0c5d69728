/**
 * zod tries `new Function` once, to check objects faster. The page's policy forbids it, and Firefox shows that as an error.
 * Imported before every file that makes a schema.
 */
import { config } from "zod/v4/core";

config({ jitless: true });
