import type { FetchProgress } from "./fetchFile";

/** "train-images.gz: 40 % of 9.9 MB". */
export function describeFetch({ file, received, total }: FetchProgress): string {
  if (total === undefined) return `${file}: ${megabytes(received)} MB`;
  const percent = total === 0 ? 100 : Math.floor((100 * received) / total);
  return `${file}: ${percent} % of ${megabytes(total)} MB`;
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
