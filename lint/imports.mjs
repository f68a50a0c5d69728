/**
 * Who may import whom. `npm test` checks it with dependency-cruiser; `npm run imports` checks it alone.
 * A workspace that is missing here is an error. Type imports count like any other.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Each workspace and the workspaces that it may import; `robust/facts` stands for that export alone. */
const MAY_IMPORT = {
  random: "",
  kernels: "",
  robust: "random kernels",
  learning: "random kernels",
  protocol: "robust/facts learning/facts",
  lessons: "protocol",
  rounds: "protocol",
  conductor: "rounds robust learning protocol random",
  room: "conductor protocol",
  serving: "room conductor worker protocol",
  worker: "robust learning protocol random",
  datasets: "learning protocol",
  backends: "learning protocol",
  report: "learning",
  records: "learning protocol",
  lab: "lessons records conductor worker robust learning protocol random datasets backends",
  testing: "",

  coordinator: "serving room conductor records report robust learning protocol random datasets backends",
  web: "lessons serving room conductor worker records report robust learning protocol random",
  cli: "coordinator lab lessons worker records report robust learning protocol random datasets backends",

  examples: "robust learning random",
  e2e: "coordinator web lessons serving room conductor worker records report robust learning protocol random datasets backends testing",
};

/** Tests (`x.test.ts`, `x.cases.ts`) may import these as well. */
const TESTS_MAY_IMPORT = ["testing", "backends"];
/** The tests of one workspace may import these besides: the room's run a whole class, workers included. */
const ITS_TESTS_MAY_IMPORT = { room: ["worker", "learning"], serving: ["learning"] };

/** What only the named files may import: a path in node_modules, or `node:`. Tests and e2e are free. */
const ONLY_IN = {
  "socket.io": ["apps/coordinator/src/listener.ts"],
  "socket.io-client": ["packages/worker/src/live/connection.ts"],
  zustand: ["apps/web/src/ui/pageStore.ts"],
  "@tensorflow/tfjs-core": [
    "packages/{learning,backends,lab}/",
    "packages/robust/src/passes/tfjs/",
    "apps/web/src/learner/",
    "examples/library/",
  ],
  "@tensorflow/{tfjs,tfjs-node,tfjs-node-gpu,tfjs-backend-*}": [
    "packages/backends/src/backends.ts",
    "apps/web/src/learner/backends.ts",
    "examples/library/",
  ],
  "node:": [
    "apps/{coordinator,cli}/",
    "packages/{lab,datasets,backends,testing}/",
    "pack/",
    "packages/kernels/src/node.ts",
  ],
};

const ROOT = join(import.meta.dirname, "..");
const TEST = "\\.(test|cases)\\.tsx?$";
const ANY_WORKSPACE = "^(packages|apps|e2e|examples)/";

const folders = new Map([
  ...["packages", "apps"].flatMap((group) =>
    readdirSync(join(ROOT, group)).map((name) => [name, `${group}/${name}`]),
  ),
  ["e2e", "e2e"],
  ["examples", "examples"],
]);
for (const [name, folder] of folders) {
  if (!(name in MAY_IMPORT)) throw new Error(`lint/imports.mjs: the table lacks ${folder}`);
  const mayDeclare = words(MAY_IMPORT[name]).map((target) => `@honest-majority/${target.split("/")[0]}`);
  for (const dependency of Object.keys(packageOf(folder).dependencies ?? {})) {
    if (!dependency.startsWith("@honest-majority/") || mayDeclare.includes(dependency)) continue;
    throw new Error(`lint/imports.mjs: ${folder} declares ${dependency}, which it may not import`);
  }
}

function packageOf(folder) {
  return JSON.parse(readFileSync(join(ROOT, folder, "package.json"), "utf8"));
}

/** The words of a row of the table. */
function words(row) {
  return row.split(" ").filter((word) => word !== "");
}

/** A pattern of the files that `robust` or `robust/facts` stands for. */
function filesOf(target) {
  const [name, entry] = target.split("/");
  const folder = folders.get(name);
  if (folder === undefined) throw new Error(`lint/imports.mjs: there is no workspace ${name}`);
  if (entry === undefined) return `^${folder}/`;
  const { exports } = packageOf(folder);
  return `^${folder}/${literal(exports[`./${entry}`].slice(2))}$`;
}

const literal = (text) => text.replace(/[.+]/g, "\\$&");
/** A pattern for a path in which `{a,b}` means either and `*` any part of a name. */
const pathPattern = (path) =>
  literal(path)
    .replace(/\{([^}]*)\}/g, (_, names) => `(${names.replaceAll(",", "|")})`)
    .replaceAll("*", "[^/]*");

const forbidden = [
  {
    name: "no-cycle",
    comment: "Files do not import each other in a circle.",
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } }, // `import type` leaves nothing to load
  },
  {
    name: "resolves",
    comment: "The imported file or package exists. Vite's `?url` imports are not checked.",
    from: {},
    to: { couldNotResolve: true, pathNot: "\\?url$" },
  },
  {
    name: "by-name",
    comment: "Another workspace is imported by its name, never by a path.",
    from: { path: "^((packages|apps)/[^/]+|examples)/" },
    to: { path: ANY_WORKSPACE, pathNot: "^$1/", dependencyTypes: ["local"] },
  },
  {
    name: "no-own-index",
    comment: "A package's src/index.ts is for others; no file inside imports it.",
    from: { path: "^(packages/[^/]+)/" },
    to: { path: "^$1/src/index\\.ts$" },
  },
  {
    name: "no-tests",
    comment: "Only tests and e2e import test files, so that what tests may import stays in tests.",
    from: { pathNot: [TEST, "^e2e/"] },
    to: { path: `^(packages|apps)/.*${TEST}` },
  },
  {
    name: "panels-know-no-socket",
    comment: "In apps/web only a page knows the socket; panels read the store and send commands.",
    from: { path: "^apps/web/src/", pathNot: [TEST, "Page\\.tsx$"] },
    to: { path: "^apps/web/src/.*/link\\.ts$" },
  },
];
for (const [name, folder] of folders) {
  const own = [name, ...words(MAY_IMPORT[name])];
  const kinds = [
    [`${name}-imports`, { path: `^${folder}/`, pathNot: TEST }, own],
    [
      `${name}-tests-import`,
      { path: `^${folder}/.*${TEST}` },
      [...own, ...TESTS_MAY_IMPORT, ...(ITS_TESTS_MAY_IMPORT[name] ?? [])],
    ],
  ];
  for (const [rule, from, allowed] of kinds) {
    const comment = `${name} may import only ${allowed.slice(1).join(", ") || "no other workspace"}.`;
    forbidden.push({ name: rule, comment, from, to: { path: ANY_WORKSPACE, pathNot: allowed.map(filesOf) } });
  }
}
for (const [what, files] of Object.entries(ONLY_IN)) {
  const to =
    what === "node:" ? { dependencyTypes: ["core"] } : { path: `node_modules/${pathPattern(what)}/` };
  const pathNot = [TEST, "^e2e/", ...files.map((file) => `^${pathPattern(file)}`)];
  const comment = `Only ${files.join(", ")} may import ${what}.`;
  forbidden.push({ name: `only-in: ${what}`, comment, from: { pathNot }, to });
}

export default {
  forbidden: forbidden.map((rule) => ({ severity: "error", ...rule })),
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^packages/[^/]+/(assembly|dist)/" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default"] },
  },
};
