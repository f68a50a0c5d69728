/** What a person can add. Names packages and imports none. */

export interface GpuPackage {
  /** As the ladder names it. */
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
    needs: "an NVIDIA GPU with CUDA 11, Node below 23, and the network while it installs",
  },
] as const satisfies readonly GpuPackage[];

/** Whether what the ladder chose keeps its tensors on a GPU; it takes neither of the two where that finds none. */
export function isGpu({ name }: { name: string }): boolean {
  return GPU_PACKAGES.some((gpu) => gpu.name === name);
}
