import { readFileSync } from 'node:fs';
import { MutationPredictionError } from '@mutation-prediction/core';
import { parse } from 'yaml';
import { leaves, VARIABLE_PREFIX, type Leaf } from './leaves.js';
import { settingsSchema, type Settings } from './settings.js';

export interface SettingsSources {
  /** YAML or JSON file with the sections as keys. */
  readonly file?: string;
  /** Variables named as in docs/server.md; of a secret also `<variable>_FILE`, a file that holds it. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** From the command line: path, e.g. `network.port`, and text. */
  readonly options?: Readonly<Record<string, string>>;
}

/**
 * Reads the settings: the command line wins over the environment, which wins over the file.
 *
 * @throws MutationPredictionError `invalid-settings`, naming the setting and never its value
 */
export function readSettings({ file, environment = {}, options = {} }: SettingsSources): Settings {
  const settings = file === undefined ? {} : readFile(file);
  for (const [leaf, text] of fromEnvironment(environment)) put(settings, leaf, text, leaf.variable);
  for (const [path, text] of Object.entries(options)) put(settings, optionLeaf(path), text, path);

  const result = settingsSchema.safeParse(settings);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  const at = [...issue.path.map(String), ...('keys' in issue ? issue.keys.slice(0, 1) : [])];
  throw invalidSettings(`The setting ${at.join('.')} ${inSentence(issue)}.`);
}

type Section = Record<string, unknown>;

function readFile(file: string): Section {
  const content = attempt(`The settings file ${file} cannot be read`, () =>
    readFileSync(file, 'utf8'),
  );
  const value: unknown = attempt(`${file} is neither YAML nor JSON`, () => parse(content));
  if (isSection(value ?? {})) return (value ?? {}) as Section;
  throw invalidSettings(`${file} holds no settings.`);
}

/** The settings that variables hold. A variable of ours that names none is a slip of the pen. */
function* fromEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): Generator<[Leaf, string]> {
  const ours = Object.entries(environment).filter(([name]) => name.startsWith(VARIABLE_PREFIX));
  for (const [name, text] of ours) {
    if (text === undefined || text === '') continue;
    const leaf = leaves.find(({ variable }) => variable === name);
    const held = leaves.find(({ variable, secret }) => secret && `${variable}_FILE` === name);
    if (leaf) yield [leaf, text];
    else if (held) yield [held, secretFrom(text, name)];
    else throw invalidSettings(`There is no setting for the variable ${name}.`);
  }
}

function secretFrom(file: string, variable: string): string {
  return attempt(`The file that ${variable} names cannot be read`, () =>
    readFileSync(file, 'utf8').trim(),
  );
}

function optionLeaf(path: string): Leaf {
  const leaf = leaves.find((one) => one.path === path);
  if (!leaf) throw invalidSettings(`There is no setting ${path}.`);
  if (!leaf.secret) return leaf;
  throw invalidSettings(
    `The setting ${path} is a secret, which everyone on this machine could read on the command line.`,
    `Set ${leaf.variable}, or ${leaf.variable}_FILE to a file that holds it.`,
  );
}

function put(settings: Section, leaf: Leaf, text: string, source: string): void {
  const keys = leaf.path.split('.');
  const last = keys.pop()!;
  let section = settings;
  for (const key of keys) {
    const next = (section[key] ??= {});
    if (!isSection(next)) throw invalidSettings(`The setting ${key} must hold settings.`);
    section = next;
  }
  section[last] = valueOf(leaf, text, source);
}

function valueOf({ type }: Leaf, text: string, source: string): unknown {
  if (type === 'list') return text.split(',').map((part) => part.trim());
  if (type !== 'number') return text;
  if (!/^-?\d+$/.test(text)) throw invalidSettings(`${source} must be a whole number.`);
  return Number(text);
}

function isSection(value: unknown): value is Section {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** zod's words never quote the value, which may be a secret. */
function inSentence(issue: { code: string; message: string }): string {
  if (issue.code === 'unrecognized_keys') return 'does not exist';
  if (issue.code === 'custom') return issue.message;
  const words = issue.message.replace(/\.$/, '');
  return `is not right (${words.charAt(0).toLowerCase()}${words.slice(1)})`;
}

function attempt<T>(failure: string, action: () => T): T {
  try {
    return action();
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw invalidSettings(`${failure}${code ? ` (${code})` : ''}.`, undefined, cause);
  }
}

function invalidSettings(message: string, advice?: string, cause?: unknown) {
  return new MutationPredictionError(
    'invalid-settings',
    message,
    advice ?? 'All settings are listed in docs/server.md.',
    cause === undefined ? undefined : { cause },
  );
}
