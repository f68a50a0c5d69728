/** What tiles say. Pure. */
import { armShortTitle, type Role, type ScheduledRole, type WorkerView } from "@honest-majority/protocol";
import { keptWords } from "../../chart/keptWords";
import { describeAttack } from "../../roles/attackChoice";
import { backendTitle, formatDuration } from "../../ui/format";
import { isolated } from "../../ui/isolated";
import type { WorkerVerdict } from "../verdicts";

/** The role as this screen may show it. */
export type ShownRole = "honest" | "malicious" | "hidden";

export function shownRole(role: Role["kind"] | undefined, showsTruth: boolean): ShownRole {
  return role === undefined || !showsTruth ? "hidden" : role;
}

/** What a tile says after the name: ", malicious, Mean: missed, Krum: caught". */
export function tileWords(role: ShownRole, verdicts: readonly WorkerVerdict[]): string {
  return ["", role === "hidden" ? "role hidden" : role, ...verdicts.flatMap(verdictText)].join(", ");
}

function verdictText(shown: WorkerVerdict): string[] {
  return shown.verdict === undefined ? [] : [`${armShortTitle(shown.arm)}: ${shown.verdict}`];
}

/** "computes on WASM: no WebGPU: it stopped twice in this tab (the device was lost)" */
export function backendText({ backend, backendNote }: Pick<WorkerView, "backend" | "backendNote">): string {
  return `computes on ${backendTitle(backend)}${backendNote === "" ? "" : `: ${backendNote}`}`;
}

/** From this on, a tile shows its worker's lag: rounds that take longer than seconds drag. */
export const LAG_SHOWN_MS = 2_000;

/** "sends by polling, lag over 2 s"; undefined where there is nothing to say. Lag is hidden with the truth, as an attacker's may differ. */
export function networkText(
  worker: Pick<WorkerView, "transport" | "lagMs"> | undefined,
  showsTruth: boolean,
): string | undefined {
  const polls = worker?.transport === "polling" ? ["sends by polling"] : [];
  const lags =
    showsTruth && (worker?.lagMs ?? 0) > LAG_SHOWN_MS ? [`lag over ${formatDuration(LAG_SHOWN_MS)}`] : [];
  return [...polls, ...lags].join(", ") || undefined;
}

/** What pressing the mark of a tile does. */
export function markLabel(name: string, role: ShownRole): string {
  if (role === "hidden") return `Switch the hidden role of ${isolated(name)}`;
  return role === "malicious" ? `Make ${isolated(name)} honest` : `Make ${isolated(name)} malicious`;
}

/** "Mean kept all · Median kept 6 % · Krum did not choose it" */
export function keptText(verdicts: readonly WorkerVerdict[]): string {
  return verdicts.map(({ arm, kept }) => `${armShortTitle(arm)} ${keptWords(arm, kept)}`).join(" · ");
}

/** "Bit flip from round 20" */
export function nextText({ role, round }: ScheduledRole): string {
  const words = role.kind === "honest" ? "Honest" : describeAttack(role.attack);
  return `${words} from round ${round}`;
}
