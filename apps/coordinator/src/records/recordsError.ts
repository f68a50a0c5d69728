import { isUserError, UserError } from "@honest-majority/protocol";

const REASONS: Record<string, string> = {
  ENOSPC: "the disk is full",
  EDQUOT: "this user's share of the disk is full",
  EFBIG: "the file system allows no file of this size",
  EACCES: "this user lacks the permission",
  EPERM: "this user lacks the permission",
  EROFS: "the disk is read-only",
  ENOENT: "a folder or a file is missing there",
  ENOTDIR: "there is a file where a folder must be",
  EEXIST: "there is a file where a folder must be",
  EISDIR: "there is a folder where a file must be",
  EMFILE: "too many files are open",
  ENFILE: "too many files are open on this machine",
  EIO: "the disk reports an error",
};

const ELSEWHERE = "or choose another folder with --records or --keys";
const NEXT: Record<string, string> = {
  ENOSPC: `make room there, ${ELSEWHERE}`,
  EDQUOT: `make room there, ${ELSEWHERE}`,
  EMFILE: "wait until connections have closed, and allow more at the next start (ulimit -n)",
  ENFILE: "close other programs",
};

/** Puts a file system's error into a sentence that names the path and says what to do; a `UserError` passes as it is. */
export function recordsError(path: string, doing: "read" | "written" | "deleted", cause: unknown): UserError {
  if (isUserError(cause)) return cause;
  const code = codeOf(cause);
  const text = cause instanceof Error ? cause.message : String(cause);
  const reason = code !== undefined && code in REASONS ? `${REASONS[code]} (${code})` : text;
  const next = NEXT[code ?? ""] ?? `change that, ${ELSEWHERE}`;
  return new UserError("records", `${path} cannot be ${doing}: ${reason}; ${next}`, { cause });
}

export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}
