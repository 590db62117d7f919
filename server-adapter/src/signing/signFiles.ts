import { chmod, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  allGraphFilesOf,
  encodePart10,
  MutationPredictionError,
  parseModelManifest,
  signatureText,
  SIGNATURE_FILE,
  signReport,
  toHex,
  type Ed25519Signer,
} from '@mutation-prediction/core';
import { readInputFile } from '../case/fileSources.js';
import { writeOutput } from '../case/writeOutput.js';
import { verifyFile } from '../inference/verifyFile.js';
import { parseReportDataset } from '../parsing/parse.js';
import { newKeyPair } from './ed25519.js';

/**
 * Signs a model package: its `model.json`, which names the hashes of its network's files.
 *
 * @param folder of the package, complete: what does not fit together is not signed
 * @returns the file written, beside `model.json`
 * @throws MutationPredictionError `model-unavailable`, `model-invalid`, `model-hash-mismatch`, `store-refused`
 */
export async function signModelPackage(folder: string, signer: Ed25519Signer): Promise<string> {
  const place = path.join(folder, 'model.json');
  const bytes = new Uint8Array(await readInputFile(place, 'model-unavailable.file-unreadable'));
  const { manifest } = await parseModelManifest(bytes, place);
  for (const part of allGraphFilesOf(manifest.graph)) {
    await verifyFile(path.join(folder, part.path), part);
  }
  const file = path.join(folder, SIGNATURE_FILE);
  await writeOutput(file, `${await signatureText('model', bytes, signer)}\n`);
  return file;
}

/**
 * Writes a signed copy of a report.
 *
 * @throws MutationPredictionError as `signReport`; `no-report`, `parsing-stopped`, `store-refused`
 */
export async function signReportFile(
  file: string,
  out: string,
  signer: Ed25519Signer,
): Promise<void> {
  const signed = await signReport(await parseReportDataset(file), signer, new Date());
  await writeOutput(out, new Uint8Array(await encodePart10(signed)));
}

/**
 * Makes a key pair, and writes the private key into a new file that only the user can read.
 *
 * @returns the public key, in hexadecimal digits
 * @throws MutationPredictionError `store-refused` where there is a file already
 */
export async function writeNewKey(file: string): Promise<string> {
  const { pem, publicKey } = newKeyPair();
  try {
    await writeFile(file, pem, { flag: 'wx', mode: 0o600 });
    await chmod(file, 0o600);
  } catch (cause) {
    throw new MutationPredictionError(
      'store-refused.file',
      { file, problem: cause instanceof Error ? cause.message : String(cause) },
      { cause },
    );
  }
  return toHex(publicKey);
}
