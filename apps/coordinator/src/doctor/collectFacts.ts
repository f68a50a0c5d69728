/** Collects the facts about this machine. Changes nothing. */

import { X509Certificate } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { arch, availableParallelism, homedir, platform, release, totalmem } from "node:os";
import { join } from "node:path";
import { chooseNodeBackend } from "@honest-majority/backends";
import { availableDatasets } from "@honest-majority/datasets";
import { loadKernels as loadTrainingKernels } from "@honest-majority/learning/kernels";
import { loadKernels as loadRuleKernels } from "@honest-majority/robust/kernels";
import { localName, reachableAt, urlHost } from "../http/addresses";
import { describeAddress } from "../http/lanAddresses";
import type { Options } from "../http/options";
import { keysFolder } from "../records/keysFolder";
import { openFileLimit } from "../sockets/openFiles";
import type { Facts } from "./findings";
import { folderProblem } from "./folderProblem";
import { playwrightCache, playwrightPlaces, usualPlaces } from "./places";
import { portState } from "./ports";

export async function collectFacts({
  port,
  httpsPort,
  host,
  dataDir,
  parts,
  ...folders
}: Options): Promise<Facts> {
  const backend = await chooseNodeBackend();
  const health = `http://${urlHost(localName(host))}:${port}/healthz`;
  const [http, https] = await Promise.all([portState(port, host, health), portState(httpsPort, host)]);
  return {
    program: parts.program,
    node: process.version,
    npm: /^npm\/(\S+)/.exec(process.env.npm_config_user_agent ?? "")?.[1],
    system: `${platform()} ${release()} ${arch()}`,
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 2 ** 30),
    openFiles: openFileLimit(),
    backend: { ...backend, adapter: await adapterName(backend.name) },
    browser: browserPath(),
    ports: [
      { flag: "--port", port, state: http },
      { flag: "--https-port", port: httpsPort, state: https },
    ],
    addresses: reachableAt(host).map(describeAddress),
    datasets: availableDatasets(dataDir, parts.program),
    pagesBuilt: existsSync(join(parts.pages, "index.html")),
    kernelsBuilt: (await loads(loadRuleKernels)) && (await loads(loadTrainingKernels)),
    recordsProblem: folderProblem(folders.records) ?? folderProblem(keysFolder(folders)),
    certificateUntil: certificateUntil(join(keysFolder(folders), "certificate/certificate.pem")),
  };
}

async function loads(load: () => Promise<unknown>): Promise<boolean> {
  try {
    await load();
    return true;
  } catch {
    return false; // not built, or older than the sources
  }
}

async function adapterName(backend: string): Promise<string | undefined> {
  if (backend !== "webgpu") return undefined;
  const info = (await navigator.gpu.requestAdapter())?.info;
  return [info?.description, info?.device, info?.architecture, info?.vendor].find((name) => name);
}

function browserPath(): string | undefined {
  const machine = { platform: process.platform, env: process.env, home: homedir() };
  const cache = playwrightCache(machine);
  const cached = existsSync(cache) ? readdirSync(cache) : [];
  return [...usualPlaces(machine), ...playwrightPlaces(machine, cached)].find((path) => existsSync(path));
}

function certificateUntil(path: string): string | undefined {
  try {
    return new Date(new X509Certificate(readFileSync(path)).validTo).toISOString().slice(0, 10);
  } catch {
    return undefined; // missing or damaged: the next start makes one
  }
}
