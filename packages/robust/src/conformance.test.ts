import { conformanceCases } from "./conformance.cases";
import { plainPasses } from "./plain/passes";

conformanceCases("the plain passes", plainPasses);
