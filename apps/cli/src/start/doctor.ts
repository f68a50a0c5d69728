import type { Command } from "commander";
import { addFlags } from "../commandLine";
import { displayOn } from "../display";
import type { Installation } from "../installation";
import { REPORT_FLAGS, reportRequest } from "../report/flags";
import { startFlags, startOptions } from "./options";

export function defineDoctor(command: Command, installation: Installation): void {
  addFlags(command, [{ name: "json", says: "print JSON, for programs" }, ...REPORT_FLAGS, ...startFlags()]);
  command
    .addHelpText(
      "after",
      "\nExit status 0 when start with the same flags would work, 1 when not. With --report, 0 when the file is written.\n",
    )
    .action(async (flags: object) => {
      const options = startOptions(flags);
      const asked = reportRequest(flags);
      if (asked !== undefined) {
        const { makeReport } = await import("../report/makeReport");
        const { open } = options;
        const summary = await makeReport({ ...asked, open, parts: installation }, displayOn(process.stderr));
        process.stdout.write(`${summary}\n`, () => process.exit(0)); // a browser may keep a connection open
        return;
      }
      const { collectFacts, exitCode, findings, report } = await import(
        "@honest-majority/coordinator/doctor"
      );
      const all = findings(await collectFacts({ ...options, parts: installation }));
      const ok = exitCode(all) === 0;
      const asJson = (flags as { json?: boolean }).json === true;
      process.stdout.write(
        `${asJson ? JSON.stringify({ ok, findings: all }, null, 2) : report(all, installation.program)}\n`,
        () => process.exit(exitCode(all)), // Dawn (WebGPU) would keep the process alive for a while
      );
    });
}
