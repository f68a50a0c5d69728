import { plainPasses } from "../passes/plain/passes";
import { conformanceCases } from "./conformance.cases";

conformanceCases("the plain passes", plainPasses);
