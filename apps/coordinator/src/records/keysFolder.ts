import { isAbsolute, relative, resolve } from "node:path";
import { UserError } from "@honest-majority/protocol";

/**
 * The folder of everything that grants something: tokens, and the key of the certificate. It is apart from the records,
 * so that a records folder can be handed on. `keys` is what the user asked for; unset, it is beside the records.
 *
 * @throws UserError when it would be in the records folder.
 */
export function keysFolder({ records, keys }: { records: string; keys?: string }): string {
  const folder = keys ?? `${resolve(records)}-keys`;
  const within = relative(resolve(records), resolve(folder));
  if (within !== "" && (/^\.\.([\\/]|$)/.test(within) || isAbsolute(within))) return folder;
  throw new UserError(
    "usage",
    `--keys ${folder}: must not be in the records folder ${records}, which is handed on: name a folder beside it`,
  );
}
