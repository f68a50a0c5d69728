/**
 * Raised by every change that breaks a worker written for the last version. 2: `localSteps`. A worker that does not know
 * them would send one gradient instead of K, and no check would notice. 3: an assignment has its settings in `training`
 * alone; malicious workers get the vectors to send instead of what they are computed from; an update that comes after its
 * round has closed is `late`. 4: the role to play comes in `role:play` and not in `round:open`, whose bytes may be the steps
 * to the parameters.
 */
export const PROTOCOL_VERSION = 4;
