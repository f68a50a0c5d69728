import { Conv2DBackpropFilter, getKernel, registerKernel } from "@tensorflow/tfjs-core";
import { filterGradientKernel } from "./filterGradient";

/**
 * Gives a backend the kernels it needs to train the three models and does not have. Of the WASM backend
 * of tfjs 4.22 that is Conv2DBackpropFilter alone; a backend that has it keeps its own.
 * Call it once the backend's package is loaded, before the first convolution. Delete when
 * https://github.com/tensorflow/tfjs/issues/8474 is closed.
 */
export function registerMissingKernels(backendName: string): void {
  if (getKernel(Conv2DBackpropFilter, backendName) === undefined) {
    registerKernel(filterGradientKernel(backendName));
  }
}
