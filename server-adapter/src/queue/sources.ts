import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import { MutationPredictionError } from '@mutation-prediction/core';
import { sourceName } from './caseJob.js';

const address = z
  .url({ protocol: /^https?$/ })
  .refine((text) => !/^https?:\/\/[^/]*@/i.test(text), 'must hold no user and no password');

const folder = z.strictObject({
  /** Folder or manifest, as `predict CASES` takes it. */
  cases: z.string().min(1),
});

const pacs = z.strictObject({
  /** Root of its DICOMweb service. */
  dicomweb: address,
  /** File with a bearer token for it. */
  tokenFile: z.string().min(1).optional(),
});

const sourcesSchema = z.strictObject({
  sources: z.record(sourceName, z.union([folder, pacs])),
});

export interface FolderSource {
  readonly cases: string;
}

export interface PacsSource {
  readonly dicomweb: string;
  readonly authorization?: string;
}

/** Where the cases of a source are, seen from this machine. */
export type Source = FolderSource | PacsSource;

export type Sources = ReadonlyMap<string, Source>;

/**
 * Reads what a site calls its sources: YAML or JSON with the names below `sources`, each with `cases` (a folder
 * or a manifest, from the file's own folder on) or `dicomweb`.
 *
 * @throws MutationPredictionError `invalid-settings`, never quoting a value
 */
export async function readSources(file: string): Promise<Sources> {
  const { sources } = await readSourcesFile(file);
  const from = path.dirname(path.resolve(file));
  const read = Object.entries(sources).map(async ([name, source]): Promise<[string, Source]> => {
    if ('cases' in source) return [name, { cases: path.resolve(from, source.cases) }];
    const { dicomweb, tokenFile } = source;
    if (tokenFile === undefined) return [name, { dicomweb }];
    const token = await tokenIn(path.resolve(from, tokenFile), name);
    return [name, { dicomweb, authorization: `Bearer ${token}` }];
  });
  return new Map(await Promise.all(read));
}

async function readSourcesFile(file: string): Promise<z.infer<typeof sourcesSchema>> {
  let value: unknown;
  try {
    value = parse(await readFile(file, 'utf8'));
  } catch (cause) {
    // A parser's words would quote the file.
    const { errno, code } = cause as NodeJS.ErrnoException;
    const problem = errno === undefined || !code ? 'it is neither YAML nor JSON' : code;
    throw new MutationPredictionError('invalid-settings.file', { file, problem }, { cause });
  }
  const result = sourcesSchema.safeParse(value);
  if (result.success) return result.data;
  const at = result.error.issues[0]!.path.map(String).join('.') || 'sources';
  throw new MutationPredictionError('invalid-settings.source', { file, setting: at });
}

async function tokenIn(file: string, name: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (cause) {
    const { code = '' } = cause as NodeJS.ErrnoException;
    const values = { setting: `sources.${name}.tokenFile`, problem: `cannot be read (${code})` };
    throw new MutationPredictionError('invalid-settings.setting', values, { cause });
  }
}

/**
 * A source as the command line names it: `NAME=FOLDER`, `NAME=MANIFEST.csv` or `NAME=https://…`.
 *
 * @param token bearer token for a DICOMweb service
 * @throws MutationPredictionError `invalid-parameters`
 */
export function sourceAt(text: string, token: string | undefined): [string, Source] {
  const [, name = '', place = ''] = /^([^=]*)=(.+)$/s.exec(text) ?? [];
  const isAddress = /^https?:/i.test(place);
  if (!sourceName.safeParse(name).success || (isAddress && !address.safeParse(place).success)) {
    throw new MutationPredictionError('invalid-parameters.source-place', { text: name });
  }
  if (!isAddress) return [name, { cases: path.resolve(place) }];
  return [name, { dicomweb: place, ...(token && { authorization: `Bearer ${token}` }) }];
}
