import { testRequests } from "./fuzz.cases";

testRequests(5_000);
