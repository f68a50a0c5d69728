import "@tensorflow/tfjs-backend-cpu";
import { enableProdMode, setBackend } from "@tensorflow/tfjs-core";
import { conformanceCases } from "../../methods/conformance.cases";
import { tfjsPasses } from "./passes";

enableProdMode(); // tfjs advertises tfjs-node to every Node user
await setBackend("cpu");
conformanceCases("the tfjs passes on the CPU backend", tfjsPasses());
