import { isUserError, UserError } from "@honest-majority/protocol";

const REASONS: Record<string, string> = {
  ENOSPC: "the disk is full",
  EDQUOT: "this user's share of the disk is full",
  EFBIG: "files may not grow that large there",
  EACCES: "this user may not do that there",
  EPERM: "this user may not do that there",
  EROFS: "the disk is read-only",
  ENOTDIR: "a file stands where a folder must be",
  EEXIST: "a file stands where a folder must be",
  EISDIR: "a folder stands where a file must be",
  EMFILE: "too many files are open",
  EIO: "the disk fails",
};

/** Puts a file system's error into a sentence that names the path and says what to do; a `UserError` passes as it is. */
export function recordsError(path: string, doing: "read" | "written", cause: unknown): UserError {
  if (isUserError(cause)) return cause;
  const code = codeOf(cause);
  const text = cause instanceof Error ? cause.message : String(cause);
  const reason = code !== undefined && code in REASONS ? `${REASONS[code]} (${code})` : text;
  const next = "make room there, or choose another folder with --records";
  return new UserError("records", `${path} cannot be ${doing}: ${reason}; ${next}`, { cause });
}

export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}
