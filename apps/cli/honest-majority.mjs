#!/usr/bin/env node
/** The program under its own name: `npx honest-majority aggregate …`. Teaches Node TypeScript, then loads it. */
import { register } from "tsx/esm/api";

register();
await import("./src/main.ts");
