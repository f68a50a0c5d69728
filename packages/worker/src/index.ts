export { poisonOf } from "./play";
export { createSession, type Session, type SessionEnv } from "./session";
export { EMPTY_VIEW, type LearnerView, type LinkState, type RoundView } from "./view";
