/**
 * A self-made certificate, so that tabs on the network are in a secure context: without one there is no WebGPU.
 * It is stored and used again, so that a class accepts its browser's warning once and not at every start.
 */
import { createPrivateKey, X509Certificate } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { generate } from "selfsigned";
import { writeAtomically } from "../records/atomicFile";
import { readRegularFile } from "../records/regularFile";

export interface Certificate {
  cert: string;
  key: string;
}

const DAY_MS = 24 * 3600 * 1000;
/** Browsers refuse certificates that are valid for longer than 398 days. */
const VALID_DAYS = 397;

export async function ownCertificate(
  folder: string,
  { names, addresses, now }: { names: string[]; addresses: string[]; now: Date },
): Promise<Certificate> {
  const paths = { cert: join(folder, "certificate.pem"), key: join(folder, "key.pem") };
  const kept = await readPair(paths);
  if (kept !== undefined && covers(kept, { names, addresses, now })) return kept;
  const made = await generate([{ name: "commonName", value: "Honest Majority" }], {
    keyType: "ec",
    curve: "P-256",
    algorithm: "sha256",
    notBeforeDate: new Date(now.getTime() - DAY_MS),
    notAfterDate: new Date(now.getTime() + VALID_DAYS * DAY_MS),
    extensions: [
      { name: "basicConstraints", cA: false },
      { name: "keyUsage", digitalSignature: true },
      { name: "extKeyUsage", serverAuth: true },
      {
        name: "subjectAltName",
        altNames: [
          ...names.map((value) => ({ type: 2 as const, value })),
          ...addresses.map((ip) => ({ type: 7 as const, ip })),
        ],
      },
    ],
  });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeAtomically(paths.key, made.private);
  await writeAtomically(paths.cert, made.cert);
  return { cert: made.cert, key: made.private };
}

/** Whether the certificate is valid for another week and holds all names: a series of lessons must not end before it. */
function covers(
  { cert, key }: Certificate,
  { names, addresses, now }: { names: string[]; addresses: string[]; now: Date },
): boolean {
  try {
    const x509 = new X509Certificate(cert);
    const begins = new Date(x509.validFrom).getTime();
    const ends = new Date(x509.validTo).getTime();
    return (
      x509.checkPrivateKey(createPrivateKey(key)) && // the process may have been killed between the two writes
      begins <= now.getTime() &&
      ends - 7 * DAY_MS > now.getTime() &&
      names.every((name) => x509.checkHost(name) !== undefined) &&
      addresses.every((address) => x509.checkIP(address) !== undefined)
    );
  } catch {
    return false; // damaged: a new one is made
  }
}

async function readPair(paths: Certificate): Promise<Certificate | undefined> {
  try {
    return { cert: `${await readRegularFile(paths.cert)}`, key: `${await readRegularFile(paths.key)}` };
  } catch {
    return undefined;
  }
}
