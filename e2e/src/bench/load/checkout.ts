/** One checkout of the repository, and what of its protocol a light client needs to know. */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { UserError } from "@honest-majority/protocol";

export type Protocol = Pick<
  typeof import("@honest-majority/protocol"),
  "PROTOCOL_VERSION" | "codecNames" | "encodeVectors" | "JoinRequest" | "UpdateHeader"
>;

/** @throws UserError when the folder holds no checkout. */
export async function protocolOf(folder: string): Promise<Protocol> {
  const index = join(resolve(folder), "packages/protocol/src/index.ts");
  if (!existsSync(index))
    throw new UserError(
      "usage",
      `--against must be the folder of another checkout, with npm ci done in it, got ${folder}`,
    );
  return import(pathToFileURL(index).href);
}

/** The fields that a checkout's schema has, as an older one refuses those that it does not know. */
export function known<T extends object>(fields: T, schema: { shape: object }): T {
  const names = Object.keys(schema.shape);
  return Object.fromEntries(Object.entries(fields).filter(([name]) => names.includes(name))) as T;
}
