/**
 * Fetches and compiles WebAssembly kernels in a browser. Does not stream, because servers without the type
 * `application/wasm` would fail.
 *
 * @throws Error when the server does not have the file.
 */
export async function fetchKernels(url: URL): Promise<WebAssembly.Module> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`loadKernels: ${url} must be served, got status ${response.status}`);
  return WebAssembly.compile(await response.arrayBuffer());
}
