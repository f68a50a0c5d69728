import { addressOf } from "./memory";
import { type Kernel, type KernelProgram, lowestOf } from "./program";
import { type ConvAttributes, convWindows } from "./windows";

export function convolution(program: KernelProgram): Kernel {
  return ({ x, filter, bias, preluActivationWeights }, attributes, backend) => {
    const lowest = lowestOf(attributes.activation);
    if (lowest === undefined || preluActivationWeights) return undefined;
    const at = convWindows(x.shape, filter.shape, attributes as unknown as ConvAttributes);
    if (!at) return undefined;
    const y = backend.makeOutput([at.batch, at.outHeight, at.outWidth, at.filters], "float32");
    program.windowProduct(backend, at, {
      x: addressOf(backend, x),
      w: addressOf(backend, filter),
      bias: bias ? addressOf(backend, bias) : 0,
      lowest,
      y: addressOf(backend, y),
    });
    return y;
  };
}

export function filterGradient(program: KernelProgram): Kernel {
  return ({ x, dy }, attributes, backend) => {
    const shape = attributes.filterShape as number[];
    const at = convWindows(x.shape, shape, attributes as unknown as ConvAttributes);
    if (!at) return undefined;
    const dw = backend.makeOutput(shape, "float32");
    program.filterSum(backend, at, {
      x: addressOf(backend, x),
      dy: addressOf(backend, dy),
      dw: addressOf(backend, dw),
    });
    return dw;
  };
}

export function inputGradient(program: KernelProgram): Kernel {
  return ({ dy, filter }, attributes, backend) => {
    const shape = attributes.inputShape as number[];
    const at = convWindows(shape, filter.shape, attributes as unknown as ConvAttributes);
    if (!at) return undefined;
    const dx = backend.makeOutput(shape, "float32");
    program.inputSum(backend, at, {
      w: addressOf(backend, filter),
      dy: addressOf(backend, dy),
      dx: addressOf(backend, dx),
    });
    return dx;
  };
}
