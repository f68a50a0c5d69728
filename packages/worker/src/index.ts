export { poisonOf } from "./play";
export { createSession, type Hands, type Session } from "./session";
export { EMPTY_VIEW, type LearnerView, type LinkState, type RoundView } from "./view";
