/**
 * Raised by every change that breaks a worker written for the last version. 2: `localSteps`. A worker that does not know
 * them would send one gradient instead of K, and no check would notice.
 */
export const PROTOCOL_VERSION = 2;
