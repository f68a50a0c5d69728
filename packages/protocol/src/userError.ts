/**
 * What went wrong: `usage` a command line, `input` what was sent to a command, `data` a data set's files, `download`
 * fetching them, `records` the records folder, `held` a records folder that another coordinator uses, `port` a port that
 * cannot be opened, `plugin` a module given with --plugin, `compute` a compute thread that could not start or died.
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
  "compute",
] as const;
export type UserErrorCode = (typeof USER_ERROR_CODES)[number];

/** An error for a person: its message says what must hold, what was found instead, and what to do next. Programs read `code`. */
export class UserError extends Error {
  override name = "UserError";
  readonly code: UserErrorCode;

  constructor(code: UserErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Whether `error` is a `UserError`; with a code, whether it has that code. */
export function isUserError(error: unknown, code?: UserErrorCode): error is UserError {
  return error instanceof UserError && (code === undefined || error.code === code);
}

/** An error in a message to another thread or process, where its class would be lost. */
export interface SentError {
  name: string;
  message: string;
  code?: UserErrorCode;
}

export function sentError(error: unknown): SentError {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return { name, message, ...(isUserError(error) && { code: error.code }) };
}

/** Makes the error again that `sentError` put into a message. */
export function receivedError({ name, message, code }: SentError): Error {
  return code === undefined ? Object.assign(new Error(message), { name }) : new UserError(code, message);
}
