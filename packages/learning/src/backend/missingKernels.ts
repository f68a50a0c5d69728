import { Conv2DBackpropFilter, getKernel, registerKernel, unregisterKernel } from "@tensorflow/tfjs-core";
import { filterGradientKernel } from "./filterGradient";

/**
 * Gives a backend the kernels it needs to train the models: of tfjs 4.22's WASM backend
 * Conv2DBackpropFilter is missing, all the others are there. The CPU backend's own, at 2 s for LeNet's
 * second convolution (B = 32) against 0.1 s, is replaced; other backends keep theirs.
 * Call it when the backend's package is loaded, before the first gradient; again does no harm. Delete
 * when https://github.com/tensorflow/tfjs/issues/8474 is closed.
 */
export function registerMissingKernels(backendName: string): void {
  const present = getKernel(Conv2DBackpropFilter, backendName) !== undefined;
  if (present && backendName !== "cpu") return;
  if (present) unregisterKernel(Conv2DBackpropFilter, backendName);
  registerKernel(filterGradientKernel(backendName));
}
