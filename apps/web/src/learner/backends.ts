/** The browser's rungs, fastest first: WebGPU, WebGL, WASM, CPU. Only this file names tfjs backends; each loads when tried. */
import { registerMissingKernels, registerWasmKernels } from "@honest-majority/learning";
import { loadKernels } from "@honest-majority/learning/kernels";
import plain from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import simd from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import { backend, env, ready, setBackend } from "@tensorflow/tfjs-core";
import { arrived, fileArrived, NotArrived } from "../load/arrived";
import { takeRenderer } from "./adapter";
import type { BrowserRung } from "./ladder";

/** tfjs creates a second WebGL context while it starts. */
const WEBGL_PLACES = 8;

async function use(name: string) {
  if (!(await setBackend(name))) throw new Error("tfjs could not start it");
  await ready();
  registerMissingKernels(name);
}

const webgpu: BrowserRung = {
  name: "webgpu",
  title: "WebGPU",
  async open() {
    if (!self.isSecureContext) throw new Error("this page is not served over https");
    if (!navigator.gpu) throw new Error("this browser does not offer it");
    // without an adapter, tfjs would throw a TypeError when it requests one again
    if (!(await navigator.gpu.requestAdapter())) throw new Error("no graphics adapter was found");
    await arrived(() => import("@tensorflow/tfjs-backend-webgpu"));
    await use("webgpu");
  },
  signs() {
    const { device } = backend() as unknown as { device: GPUDevice };
    return { gone: device.lost.then(({ reason, message }) => message || reason) };
  },
};

const webglInPlace = (place: number): BrowserRung => ({
  name: "webgl",
  title: "WebGL",
  async open(forced) {
    if (place >= WEBGL_PLACES) {
      throw new Error(`browsers keep only about 16 contexts, and ${place} workers of this page come first`);
    }
    if (typeof OffscreenCanvas === "undefined") {
      throw new Error("this browser does not offer it to a Web Worker (no OffscreenCanvas)");
    }
    const gl = new OffscreenCanvas(1, 1).getContext("webgl2");
    if (!gl) throw new Error("this browser does not offer WebGL 2 to a Web Worker");
    const renderer = takeRenderer(gl);
    // measured: a software rasterizer trains slower than WASM
    if (!forced && /swiftshader|llvmpipe|softpipe|software|basic render/i.test(renderer)) {
      throw new Error("it would run in software, and WASM is faster");
    }
    await arrived(() => import("@tensorflow/tfjs"));
    await use("webgl");
  },
  signs() {
    const { gl } = (backend() as unknown as { gpgpu: { gl: WebGL2RenderingContext } }).gpgpu;
    const gone = new Promise<string>((resolve) => {
      gl.canvas.addEventListener("webglcontextlost", () => resolve("its context was lost"));
    });
    return { gone, isLost: () => gl.isContextLost() };
  },
});

const wasm: BrowserRung = {
  name: "wasm",
  title: "WASM",
  async open() {
    const { setWasmPaths } = await arrived(() => import("@tensorflow/tfjs-backend-wasm"));
    // our kernels need the memory of a single thread, and beat tfjs' kernels on several threads
    env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
    const hasSimd = await env().getAsync("WASM_HAS_SIMD_SUPPORT");
    // tfjs asks for a file once, and is out of order for good if it does not come: so it reads one that is here
    const program = new Blob([await fileArrived(hasSimd ? simd : plain)], { type: "application/wasm" });
    const url = URL.createObjectURL(program);
    setWasmPaths({
      "tfjs-backend-wasm.wasm": url,
      "tfjs-backend-wasm-simd.wasm": url,
      "tfjs-backend-wasm-threaded-simd.wasm": url,
    });
    await use("wasm");
    await arrived(loadKernels)
      .then(registerWasmKernels)
      .catch((error: unknown) => {
        if (error instanceof NotArrived) throw error;
        // without SIMD, tfjs' own kernels do the same work more slowly
      });
  },
};

const cpu: BrowserRung = {
  name: "cpu",
  title: "CPU",
  async open() {
    await arrived(() => import("@tensorflow/tfjs"));
    await use("cpu");
  },
};

/** `place`: the number of workers of the same page before this one. */
export function browserRungs(place: number): readonly BrowserRung[] {
  return [webgpu, webglInPlace(place), wasm, cpu];
}
