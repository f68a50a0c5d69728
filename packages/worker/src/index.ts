export type { LastSent } from "./lastSent";
export type { LatestModels } from "./models";
export { poisonOf } from "./play";
export { createSession, type Session } from "./session";
export type { SessionEnv } from "./sessionEnv";
export { EMPTY_VIEW, type LearnerView, type LinkState, type RoundView } from "./view";
