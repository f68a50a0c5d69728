import { type Passes, plainPasses } from "@honest-majority/robust";

/** The fastest passes that need no GPU, and what people call them. */
export async function cpuPasses(): Promise<{ name: string; passes: Passes<unknown> }> {
  return { name: "plain TypeScript", passes: plainPasses };
}
