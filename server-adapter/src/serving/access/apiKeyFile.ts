import { createHash, randomBytes } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import * as z from 'zod';
import { MutationPredictionError } from '@mutation-prediction/core';
import { ROLES, type Role } from './caller.js';

const keySchema = z.strictObject({
  /** Who holds it, e.g. `workstation-3`; stands in the audit trail. */
  name: z.string().regex(/^[\w.@-]{1,64}$/, 'must be up to 64 letters, digits and . _ @ -'),
  roles: z.array(z.enum(ROLES)).min(1),
  /** Of the key's text. The keys are 256 random bits: nothing slower than SHA-256 is needed. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Instant (ISO 8601) from which the key is refused. */
  expires: z.iso.datetime({ offset: true }).optional(),
});

const fileSchema = z.strictObject({ keys: z.array(keySchema) });

export type ApiKey = Readonly<z.infer<typeof keySchema>>;

export interface NewApiKey {
  readonly name: string;
  readonly roles: readonly Role[];
  readonly expires?: string;
}

/** @throws MutationPredictionError `invalid-settings` */
export async function readApiKeys(file: string): Promise<readonly ApiKey[]> {
  let content: unknown;
  try {
    content = JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    const { code = 'not JSON' } = cause as NodeJS.ErrnoException;
    throw unreadable(file, code, cause);
  }
  const result = fileSchema.safeParse(content);
  if (result.success) return result.data.keys;
  const [issue] = result.error.issues;
  throw unreadable(file, `${issue!.path.join('.') || 'it'}: ${issue!.message}`);
}

/**
 * Adds a key to the file, which is made where there is none; a key of the same name is replaced.
 *
 * @returns the key, which stands nowhere else
 * @throws MutationPredictionError `invalid-settings`
 */
export async function addApiKey(
  file: string,
  { name, roles, expires }: NewApiKey,
): Promise<string> {
  const key = `mp_${randomBytes(32).toString('base64url')}`;
  const added = { name, roles, sha256: sha256Of(key), ...(expires && { expires }) };
  const checked = keySchema.safeParse(added);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    throw unreadable('The new key', `${issue!.path.join('.')}: ${issue!.message}`);
  }
  const others = (await readOrNone(file)).filter((one) => one.name !== name);
  await replaceFile(file, `${JSON.stringify({ keys: [...others, checked.data] }, undefined, 2)}\n`);
  return key;
}

export function sha256Of(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

async function readOrNone(file: string): Promise<readonly ApiKey[]> {
  try {
    return await readApiKeys(file);
  } catch (error) {
    const { code } = ((error as Error).cause ?? {}) as NodeJS.ErrnoException;
    if (code === 'ENOENT') return [];
    throw error;
  }
}

/** A server that reads the file meanwhile sees it before or after, never in between. */
async function replaceFile(file: string, text: string): Promise<void> {
  const unfinished = `${file}.${process.pid}.unfinished`;
  try {
    await writeFile(unfinished, text, { mode: 0o600 });
    await rename(unfinished, file);
  } catch (cause) {
    await rm(unfinished, { force: true });
    throw unreadable(file, (cause as NodeJS.ErrnoException).code ?? 'unknown reason', cause);
  }
}

function unreadable(file: string, problem: string, cause?: unknown): MutationPredictionError {
  return new MutationPredictionError('invalid-settings.api-keys', { file, problem }, { cause });
}
