import { requireWritable } from '@mutation-prediction/server-adapter/case';
import {
  openSigner,
  signModelPackage,
  signReportFile,
  writeNewKey,
} from '@mutation-prediction/server-adapter/signing';
import { printJson, say } from '../terminal/terminal.js';

export interface SignReportOptions {
  readonly key: string;
  readonly out: string;
  readonly force?: true;
}

/** Makes a key, and prints what a site that trusts it puts into its list. */
export async function runSignKey(file: string, name: string): Promise<void> {
  const publicKey = await writeNewKey(file);
  say(`Wrote the private key into ${file}\n`);
  printJson([{ name, publicKey }]);
}

export async function runSignModel(folder: string, key: string): Promise<void> {
  say(`Wrote ${await signModelPackage(folder, await openSigner(key))}\n`);
}

export async function runSignReport(
  file: string,
  { key, out, force }: SignReportOptions,
): Promise<void> {
  await requireWritable([out], { inputs: [file, key], force });
  await signReportFile(file, out, await openSigner(key));
  say(`Wrote ${out}\n`);
}
