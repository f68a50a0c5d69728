import type { FetchProgress } from "./fetchFile";

export interface ProgressDisplay {
  show(progress: FetchProgress): void;
  say(line: string): void;
}

/** One line that rewrites itself, for a terminal. */
export function terminalDisplay(write: (text: string) => void): ProgressDisplay {
  let shown = "";
  return {
    show(progress) {
      const line = describe(progress);
      if (line === shown) return;
      shown = line;
      write(`\r\x1b[2K${line}`);
    },
    say(line) {
      write(`${shown === "" ? "" : "\r\x1b[2K"}${line}\n`);
      shown = "";
    },
  };
}

/** A plain line at every quarter of a file, for logs and pipes. */
export function lineDisplay(write: (text: string) => void): ProgressDisplay {
  let last = "";
  return {
    show(progress) {
      const { file, received, total } = progress;
      const quarter = total === undefined ? 0 : Math.floor((4 * received) / total);
      const now = `${file} ${quarter}`;
      if (now === last) return;
      last = now;
      write(`${describe(progress)}\n`);
    },
    say(line) {
      write(`${line}\n`);
    },
  };
}

function describe({ file, received, total }: FetchProgress): string {
  if (total === undefined) return `${file}: ${megabytes(received)} MB`;
  const percent = total === 0 ? 100 : Math.floor((100 * received) / total);
  return `${file}: ${percent} % of ${megabytes(total)} MB`;
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
