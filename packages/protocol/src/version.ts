/** Raised by every change that a worker written against the last version would trip over. */
export const PROTOCOL_VERSION = 1;
