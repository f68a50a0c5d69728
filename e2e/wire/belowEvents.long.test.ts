import { testBelowEvents } from "./belowEvents.cases";

testBelowEvents(500);
