/** Windows opens a device for these, whatever their ending and case. */
const DEVICE = /^(con|prn|aux|nul|(com|lpt)[0-9¹²³])(?=\.|$)/i;

/** `_` for each run of signs that some file system does not take. */
export const fileSigns = (text: string) => text.replace(/[^\p{L}\p{N}.,=+-]+/gu, "_");

/** A name that any file system takes, and that stays readable: `nearestNeighborMixing+median`. */
export function fileName(text: string): string {
  const short = Array.from(fileSigns(text.replace(/ \+ /g, "+"))).slice(0, 80);
  const name = short
    .join("")
    .replace(/^\.+|\.+$/g, "_") // a folder's parent; Windows drops points at the end
    .replace(DEVICE, "_$1");
  return name || "_";
}

/** A name for the files of each label; those that would share one, also where case does not count, get a number. */
export function fileNames(labels: readonly string[]): string[] {
  const taken = new Set<string>();
  return labels.map((label, i) => {
    const name = fileName(label);
    let free = name;
    for (let number = i + 1; taken.has(free.toLowerCase()); number++) free = `${name}-${number}`;
    taken.add(free.toLowerCase());
    return free;
  });
}
