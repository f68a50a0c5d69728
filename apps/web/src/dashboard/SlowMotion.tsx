import { lazyPart } from "../ui/lazyPart";
import { useDashboard } from "./store";

const Phases = lazyPart(async () => (await import("./Phases")).Phases);

/** Shows a round phase by phase while the class runs in slow motion. */
export function SlowMotion() {
  const isSlow = useDashboard((state) => state.class.pace === "slow" && state.run.phase === "running");
  return isSlow ? <Phases /> : null;
}
