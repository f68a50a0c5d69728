import { Conv2DBackpropFilter, getKernel, registerKernel, unregisterKernel } from "@tensorflow/tfjs-core";
import { filterGradientKernel } from "./filterGradient";

/**
 * Registers the kernels that a backend needs to train the models. The WASM backend of tfjs 4.22 lacks only
 * Conv2DBackpropFilter. The kernel of the CPU backend is replaced, because it takes 2 s for the second convolution of
 * LeNet (B = 32) and this one 0.1 s; other backends keep theirs. Call it after loading the backend's package and before
 * the first gradient; it may be called again. Delete when https://github.com/tensorflow/tfjs/issues/8474 is closed.
 */
export function registerMissingKernels(backendName: string): void {
  const present = getKernel(Conv2DBackpropFilter, backendName) !== undefined;
  if (present && backendName !== "cpu") return;
  if (present) unregisterKernel(Conv2DBackpropFilter, backendName);
  registerKernel(filterGradientKernel(backendName));
}
