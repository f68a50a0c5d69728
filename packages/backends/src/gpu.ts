/** GPU packages that a person can install. Names them and imports none. */

export interface GpuPackage {
  /** Its name among the backends. */
  name: string;
  command: string;
  needs: string;
}

export const GPU_PACKAGES = [
  {
    name: "webgpu",
    command: "npm install --no-save webgpu",
    needs: "a driver for Vulkan, Metal or Direct3D 12",
  },
  {
    name: "tfjs-node-gpu",
    command: "npm install --no-save @tensorflow/tfjs-node-gpu",
    needs: "an NVIDIA GPU with CUDA 11 and cuDNN 8, Node below 23, and internet while it installs",
  },
] as const satisfies readonly GpuPackage[];

/** Whether the chosen backend keeps its tensors on a GPU: each of these packages fails to start without one. */
export function isGpu({ name }: { name: string }): boolean {
  return GPU_PACKAGES.some((gpu) => gpu.name === name);
}
