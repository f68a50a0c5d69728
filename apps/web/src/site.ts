/** The static site: files of any web server, at any path, without a coordinator. Built with `npm run build:site`. */
export const IS_SITE = import.meta.env.MODE === "site";

/** Keeps the site's files, so that it opens without a network. Only secure pages may; elsewhere nothing is kept. */
export function keepFiles({ serviceWorker }: Partial<Pick<Navigator, "serviceWorker">> = navigator): void {
  // the site works without it, as in a private window that forbids it
  serviceWorker?.register(new URL("keepFiles.js", document.baseURI)).catch(() => {});
}
