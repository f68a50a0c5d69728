/**
 * What kind of thing went wrong: `usage` a command line, `input` what was sent to a command, `data` a data set's files, `download` fetching
 * them, `records` the records folder, `held` a records folder that another coordinator uses, `port` a port that cannot be opened,
 * `plugin` a module given with --plugin.
 */
export const USER_ERROR_CODES = [
  "usage",
  "input",
  "data",
  "download",
  "records",
  "held",
  "port",
  "plugin",
] as const;
export type UserErrorCode = (typeof USER_ERROR_CODES)[number];

/** An error for a person: its message says what must hold, what came instead, and what to do next. Programs read `code`. */
export class UserError extends Error {
  override name = "UserError";
  readonly code: UserErrorCode;

  constructor(code: UserErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Whether `error` is for a person; with a code, whether it is of that kind. */
export function isUserError(error: unknown, code?: UserErrorCode): error is UserError {
  return error instanceof UserError && (code === undefined || error.code === code);
}

/** An error as a thread or a process can send it: its class is lost on the way, its code is not. */
export interface SentError {
  name: string;
  message: string;
  code?: UserErrorCode;
}

export function sentError(error: unknown): SentError {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return { name, message, ...(isUserError(error) && { code: error.code }) };
}

/** The error that was sent, on the other side. */
export function receivedError({ name, message, code }: SentError): Error {
  return code === undefined ? Object.assign(new Error(message), { name }) : new UserError(code, message);
}
