import { testRequests } from "./fuzz.cases";

testRequests(300);
