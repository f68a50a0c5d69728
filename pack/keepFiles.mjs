/** Writes the static site's service worker, which keeps every file of the site. */
import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";

/** The name of the service worker's file: a browser looks for a newer one of the same name. */
const NAME = "keepFiles.js";

export async function writeKeepFiles(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && entry.name !== NAME)
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();
  const hash = createHash("sha256");
  for (const path of paths) hash.update(path).update(await readFile(join(folder, path)));
  const version = hash.digest("hex").slice(0, 16);
  const program = `const VERSION = ${JSON.stringify(version)};
const FILES = ${JSON.stringify(["./", ...paths.filter((path) => path !== "index.html")])};
(${serviceWorker})();
`;
  await writeFile(join(folder, NAME), program);
}

/* global VERSION, FILES, self, caches, fetch, Request */
/** Runs in the browser, with the two constants above it. */
function serviceWorker() {
  // caches belong to the origin, which may serve other copies of the site at other paths
  const own = `honest-majority ${self.registration.scope} `;
  const current = `${own}${VERSION}`;
  self.addEventListener("install", (event) => {
    // past the browser's own cache, which may still hold files of an older version
    const requests = FILES.map((path) => new Request(path, { cache: "reload" }));
    event.waitUntil(caches.open(current).then((cache) => cache.addAll(requests)));
    self.skipWaiting();
  });
  self.addEventListener("activate", (event) => {
    const old = (name) => name.startsWith(own) && name !== current;
    const deleted = caches
      .keys()
      .then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name))));
    event.waitUntil(deleted.then(() => self.clients.claim()));
  });
  self.addEventListener("fetch", (event) => {
    if (event.request.method !== "GET") return;
    const kept = caches.open(current).then((cache) => cache.match(event.request, { ignoreSearch: true }));
    event.respondWith(kept.then((found) => found ?? fetch(event.request)));
  });
}
