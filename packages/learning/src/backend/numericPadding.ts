import {
  Conv2D,
  Conv2DBackpropFilter,
  Conv2DBackpropInput,
  engine,
  FusedConv2D,
  getKernel,
  type KernelConfig,
  pad,
  registerKernel,
  slice,
  type Tensor4D,
  type TensorInfo,
  tidy,
  unregisterKernel,
} from "@tensorflow/tfjs-core";

type Kernel = KernelConfig["kernelFunc"];
type Call = Parameters<Kernel>[0];

/** The kernels of a convolution and of its gradients, and each one's way to pad by hand. */
const PADDED: Record<string, (kernel: Kernel, call: Call, zeros: number) => Tensor4D> = {
  [Conv2D]: withPaddedInput,
  [FusedConv2D]: withPaddedInput,
  [Conv2DBackpropFilter]: withPaddedInput,
  [Conv2DBackpropInput]: withCutResult,
};

const replaced = new WeakSet<Kernel>();

/**
 * Lets a backend convolve with a number of zeros on every side. The TensorFlow backends of tfjs 4.22 throw for it: they
 * know "same" and "valid" alone. Their kernels get a padded input and "valid" instead. Call it after loading the backend's
 * package; it may be called again. Other paddings reach the backend's kernels as they are.
 */
export function registerNumericPadding(backendName: string): void {
  for (const [kernelName, padded] of Object.entries(PADDED)) {
    const present = getKernel(kernelName, backendName);
    if (present === undefined || replaced.has(present.kernelFunc)) continue;
    const kernelFunc: Kernel = (call) => {
      const { pad: zeros } = call.attrs as { pad?: unknown };
      return typeof zeros === "number" && zeros > 0
        ? tidy(() => padded(present.kernelFunc, { ...call, attrs: { ...call.attrs, pad: "valid" } }, zeros))
        : present.kernelFunc(call);
    };
    replaced.add(kernelFunc);
    unregisterKernel(kernelName, backendName);
    registerKernel({ ...present, kernelFunc });
  }
}

function withPaddedInput(kernel: Kernel, { inputs, attrs, backend }: Call, zeros: number): Tensor4D {
  const x = pad(inputs.x as Tensor4D, around(zeros));
  return run(kernel, { inputs: { ...inputs, x }, attrs, backend });
}

/** The gradient of the padded input, without that of the zeros around it. */
function withCutResult(kernel: Kernel, { inputs, attrs, backend }: Call, zeros: number): Tensor4D {
  const { inputShape } = attrs as unknown as { inputShape: [number, number, number, number] };
  const [batch, height, width, channels] = inputShape;
  const paddedShape = [batch, height + 2 * zeros, width + 2 * zeros, channels];
  const whole = run(kernel, { inputs, attrs: { ...attrs, inputShape: paddedShape }, backend });
  return slice(whole, [0, zeros, zeros, 0], inputShape);
}

/** Some backends' kernels return a tensor, others what makes one. */
function run(kernel: Kernel, call: Call): Tensor4D {
  const made = kernel(call) as TensorInfo;
  return ("rank" in made ? made : engine().makeTensorFromTensorInfo(made)) as Tensor4D;
}

function around(zeros: number): [number, number][] {
  return [
    [0, 0],
    [zeros, zeros],
    [zeros, zeros],
    [0, 0],
  ];
}
