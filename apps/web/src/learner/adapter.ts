import type { Adapter } from "@honest-majority/report";

/** What the browser says about the graphics card behind a backend; undefined for one that computes on the processor. */
export async function cardOf(backend: string): Promise<Adapter | undefined> {
  if (backend === "webgpu") {
    const info = (await navigator.gpu.requestAdapter())?.info;
    if (info === undefined) return undefined;
    const { vendor, architecture, device, description } = info;
    return { vendor, architecture, device, description };
  }
  if (backend !== "webgl") return undefined;
  const gl = new OffscreenCanvas(1, 1).getContext("webgl2");
  return gl ? { renderer: takeRenderer(gl) } : undefined;
}

/** The name of the card or of the software behind a context, which is then given back. Empty if the browser hides it. */
export function takeRenderer(gl: WebGL2RenderingContext): string {
  const details = gl.getExtension("WEBGL_debug_renderer_info");
  const renderer = details ? String(gl.getParameter(details.UNMASKED_RENDERER_WEBGL)) : "";
  gl.getExtension("WEBGL_lose_context")?.loseContext();
  return renderer;
}
