/**
 * Raised by every change that a worker written against the last version would trip over. 2: `localSteps`, which
 * whoever does not know them would answer with one gradient, K times too short, unnoticed.
 */
export const PROTOCOL_VERSION = 2;
