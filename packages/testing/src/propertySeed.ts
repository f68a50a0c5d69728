/**
 * On CI, property tests draw the same values every time, so that a change is not judged by a case that it has nothing to do
 * with. Elsewhere they draw new ones, and print the seed of a failure.
 */
import process from "node:process";
import { configureGlobal } from "fast-check";

if (process.env.CI) configureGlobal({ seed: 1 });
