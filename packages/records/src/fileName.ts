/** A name that any file system takes, and that stays readable: `nearestNeighborMixing+median`. */
export function fileName(text: string): string {
  const name = text
    .replace(/ \+ /g, "+")
    .replace(/[^\p{L}\p{N}.,=+-]+/gu, "_")
    .replace(/^\.+/, "_");
  return name.slice(0, 80) || "_";
}
