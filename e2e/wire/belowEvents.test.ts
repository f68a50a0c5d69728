/** `belowEvents.long.test.ts` sends more. */
import { testBelowEvents } from "./belowEvents.cases";

testBelowEvents(30);
