/**
 * Our SIMD kernels under tfjs' names. Each handles what the models need, and returns undefined for the rest (other
 * formats, dilations, types), which goes to the kernel that was registered before it.
 */
import {
  _FusedMatMul,
  BatchMatMul,
  Conv2D,
  Conv2DBackpropFilter,
  Conv2DBackpropInput,
  FusedConv2D,
  MaxPoolGrad,
  Sum,
} from "@tensorflow/tfjs-core";
import { convolution, filterGradient, inputGradient } from "./convolutions";
import { matrixProduct } from "./matrices";
import { type Exports, type Kernel, KernelProgram } from "./program";
import { columnSums, poolGradient } from "./reductions";

/** `memory`: the backend's, in which the kernels work. */
export function kernelsOf(exports: Exports, memory: WebAssembly.Memory): Record<string, Kernel> {
  const program = new KernelProgram(exports, memory);
  return {
    [Conv2D]: convolution(program),
    [FusedConv2D]: convolution(program),
    [BatchMatMul]: matrixProduct(program),
    [_FusedMatMul]: matrixProduct(program),
    [Conv2DBackpropFilter]: filterGradient(program),
    [Conv2DBackpropInput]: inputGradient(program),
    [MaxPoolGrad]: poolGradient(program),
    [Sum]: columnSums(program),
  };
}
