/**
 * How many rounds may be unrecorded when another opens. A disk that is slow for a moment holds up no round; one that stays slow,
 * every round. A round is announced once it is recorded, so a worker may hear that three rounds open before the first is announced.
 */
export const ROUNDS_AHEAD = 2;
