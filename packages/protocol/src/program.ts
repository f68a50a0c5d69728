/** How a person calls the program: through a clone's npm scripts, or by a name such as `npx honest-majority`. */
export const NPM_SCRIPTS = "npm run";

/** A command as a person types it: `npm run data -- mnist`, or `npx honest-majority data mnist`. */
export function typed(program: string, command: string, ...args: readonly string[]): string {
  if (program !== NPM_SCRIPTS) return [program, command, ...args].join(" ");
  const script = command === "start" ? "npm start" : `npm run ${command}`;
  return [script, ...(args.length === 0 ? [] : ["--", ...args])].join(" ");
}

/** What to do when the pages or the kernels are missing. */
export function missingPartsAdvice(program: string): string {
  return program === NPM_SCRIPTS
    ? `${typed(program, "start")} builds them`
    : "install the program again: they belong to it";
}
