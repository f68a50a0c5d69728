export * from "./advice";
export * from "./aggregatorConfig";
export * from "./arm";
export * from "./armTitle";
export * from "./attackConfig";
export * from "./classroom";
export * from "./codecs/codecs";
export type { Codec } from "./codecs/defineCodec";
export { defineCodec } from "./codecs/defineCodec";
export * from "./events";

export * from "./insight";

export { nameSkeleton } from "./nameSkeleton";

export * from "./optionSchema";
export * from "./plugin";
export * from "./preAggregatorConfig";
export * from "./program";
export * from "./record";
export * from "./refusal";
export * from "./room";
export * from "./runConfig";
export * from "./settings/liveSettings";
export * from "./settings/runSettings";
export * from "./settings/setting";
export * from "./training";
export * from "./userError";
export * from "./vector";
export * from "./verdict";
export * from "./version";
export { MOST_NAME_CHARACTERS, MOST_NAME_UNITS, numberedName, WorkerName } from "./workerName";
export * from "./workerStatus";
