/** Runs Krum on the kernels that a browser fetches. */
import { krum, simdPasses } from "@honest-majority/robust";
import { loadKernels } from "@honest-majority/robust/kernels";

const rows = await simdPasses(await loadKernels()).open(3, 1);
for (const [i, value] of [1, 2, 90].entries()) await rows.land(i, Float32Array.of(value));
const { aggregate } = await krum({ f: 0 })(rows.matrix([0, 1, 2]), rows.vector(new Float32Array(1)));
document.body.textContent = `krum: ${await rows.read(aggregate)}`;
