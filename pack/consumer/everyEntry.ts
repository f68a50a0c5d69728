/** Reaches every declaration of the packages that need TensorFlow.js. */
export * from "@honest-majority/learning";
export * as facts from "@honest-majority/learning/facts";
export * as kernels from "@honest-majority/learning/kernels";
export * as tfjs from "@honest-majority/robust/tfjs";
