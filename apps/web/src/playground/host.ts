/** The playground's room, a Web Worker: what a coordinator has, without sockets and without files. */

import "../withoutEval";
import { localCompute } from "@honest-majority/conductor";
import {
  DATASETS,
  type DatasetEntry,
  type DatasetName,
  datasetOf,
  type EverySecond,
  plainMemory,
  seedOf,
  selfTest,
} from "@honest-majority/learning";
import { type RunConfig, UserError } from "@honest-majority/protocol";
import { stream } from "@honest-majority/random";
import { plainPasses, simdPasses } from "@honest-majority/robust";
import { loadKernels } from "@honest-majority/robust/kernels";
import { openPageRoom, type PageRoom } from "@honest-majority/serving";
import { browserRungs } from "../learner/backends";
import { chooseBrowserBackend } from "../learner/ladder";
import { arrived } from "../load/arrived";
import { pluginsLoaded } from "../plugins";
import type { FromHost, ToHost } from "./messages";

/** The room evaluates on the processor: the GPU, where there is one, belongs to the workers. */
const RUNGS = ["wasm", "cpu"];
const NO_FILES = "a playground has no files: start the coordinator for it";

let room: Promise<PageRoom> | undefined;

async function open({ token, code, config }: Extract<ToHost, { kind: "open" }>): Promise<PageRoom> {
  await pluginsLoaded();
  const rungs = browserRungs(0).filter(({ name }) => RUNGS.includes(name));
  const backend = await chooseBrowserBackend(rungs, { selfTest: () => selfTest([]), everySecond });
  const passes = await arrived(loadKernels).then(simdPasses, () => plainPasses);
  return openPageRoom({
    code,
    token,
    config,
    compute: localCompute({
      backend,
      load: drawn,
      passes,
      allocate: plainMemory,
      now: () => performance.now(),
    }),
    datasets: Object.values<DatasetEntry>(DATASETS).map(({ dataset, draw }) => ({
      name: dataset as DatasetName,
      ...(draw === undefined && { missing: NO_FILES }),
    })),
    clock: {
      now: () => Math.round(performance.now()),
      date: () => Date.now(),
      after(ms, action) {
        const timer = setTimeout(action, ms);
        return () => clearTimeout(timer);
      },
    },
    newToken: () => [...random(16)].map((byte) => byte.toString(16).padStart(2, "0")).join(""),
    shuffled: (list) => stream(new DataView(random(4).buffer).getUint32(0)).shuffle([...list]),
    rest: () => new Promise((resolve) => setTimeout(resolve)),
    log: (line) => console.error(line),
  });
}

const everySecond: EverySecond = (what) => {
  const timer = setInterval(what, 1_000);
  return () => clearInterval(timer);
};

/** `crypto.randomUUID` is missing on an http page. */
const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));

async function drawn(config: RunConfig) {
  const { draw, dataset } = datasetOf(config.dataset);
  if (draw === undefined) throw new UserError("data", `${dataset}: ${NO_FILES}`);
  return draw(seedOf("split", config));
}

self.onmessage = async ({ data }: MessageEvent<ToHost>) => {
  if (data.kind === "open") room = open(data);
  try {
    const opened = await room;
    if (data.kind === "connect") opened?.connect(data.use, data.port);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    self.postMessage({ kind: "failed", why } satisfies FromHost);
  }
};
