import { readFileSync } from 'node:fs';
import { MutationPredictionError } from '@mutation-prediction/core';
import { parse } from 'yaml';
import { leaves, VARIABLE_PREFIX, type Leaf } from './leaves.js';
import type { Settings } from './settings.js';
import { settingsSchema } from './settingsSchema.js';

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
  if (issue.code === 'unrecognized_keys') throw unknown(at.join('.'));
  throw invalid(at.join('.'), inSentence(issue));
}

type Section = Record<string, unknown>;

function readFile(file: string): Section {
  let value: unknown;
  try {
    value = parse(readFileSync(file, 'utf8')) ?? {};
  } catch (cause) {
    // A parser's words would quote the file, and with it secrets.
    const { code = 'it is neither YAML nor JSON' } = cause as NodeJS.ErrnoException;
    throw noSettings(file, code, cause);
  }
  if (!isSection(value)) throw noSettings(file, 'it has no sections');
  return value;
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
    else throw unknown(name);
  }
}

function secretFrom(file: string, variable: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw invalid(variable, `names a file that cannot be read (${code})`, cause);
  }
}

function optionLeaf(path: string): Leaf {
  const leaf = leaves.find((one) => one.path === path);
  if (!leaf) throw unknown(path);
  if (!leaf.secret) return leaf;
  const { variable } = leaf;
  throw new MutationPredictionError('invalid-settings.secret', { setting: path, variable });
}

function put(settings: Section, leaf: Leaf, text: string, source: string): void {
  const keys = leaf.path.split('.');
  const last = keys.pop()!;
  let section = settings;
  for (const key of keys) {
    const next = (section[key] ??= {});
    if (!isSection(next)) throw invalid(key, 'must hold settings');
    section = next;
  }
  section[last] = valueOf(leaf, text, source);
}

function valueOf({ type }: Leaf, text: string, source: string): unknown {
  const parts = () => text.split(',').map((part) => part.trim());
  const wholeNumber = (digits: string): number => {
    if (/^-?\d+$/.test(digits)) return Number(digits);
    throw invalid(source, 'must be a whole number');
  };
  switch (type) {
    case 'number':
      return wholeNumber(text);
    case 'numbers':
      return parts().map(wholeNumber);
    case 'list':
      return parts();
    default:
      return text;
  }
}

function isSection(value: unknown): value is Section {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** zod's words never quote the value, which may be a secret. */
function inSentence(issue: { code: string; message: string }): string {
  if (issue.code === 'custom') return issue.message;
  const words = issue.message.replace(/\.$/, '');
  return `is not right (${words.charAt(0).toLowerCase()}${words.slice(1)})`;
}

function unknown(name: string): MutationPredictionError {
  return new MutationPredictionError('invalid-settings.unknown', { name });
}

function invalid(setting: string, problem: string, cause?: unknown): MutationPredictionError {
  return new MutationPredictionError('invalid-settings.setting', { setting, problem }, { cause });
}

function noSettings(file: string, problem: string, cause?: unknown): MutationPredictionError {
  return new MutationPredictionError('invalid-settings.file', { file, problem }, { cause });
}
