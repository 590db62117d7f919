import type * as z from 'zod';
import { settingsSchema } from './settingsSchema.js';

/** What a setting's text in the environment or on the command line is made into. */
type LeafType = 'text' | 'number' | 'list' | 'numbers' | 'choice';

/** One setting, as its schema says. */
export interface Leaf {
  /** e.g. `network.port`. */
  readonly path: string;
  /** Its variable, e.g. `MP_SERVE_NETWORK_PORT`. */
  readonly variable: string;
  readonly type: LeafType;
  /** Of a choice. */
  readonly choices?: readonly string[];
  readonly description: string;
  readonly default: unknown;
  readonly secret: boolean;
}

export const VARIABLE_PREFIX = 'MP_SERVE_';

/** Every setting, in the order of the schema. */
export const leaves: readonly Leaf[] = [...leavesOf(settingsSchema, [])];

type Schema = z.core.$ZodType;

function* leavesOf(schema: Schema, path: readonly string[]): Generator<Leaf> {
  const { inner, defaultValue } = unwrap(schema);
  const { def } = inner._zod;
  if (isObject(def)) {
    for (const [key, child] of Object.entries(def.shape)) yield* leavesOf(child, [...path, key]);
    return;
  }
  const meta = metaOf(schema) ?? {};
  yield {
    path: path.join('.'),
    variable: variableOf(path),
    ...typeOf(def),
    description: meta.description ?? '',
    default: defaultValue,
    secret: metaOf(inner)?.['secret'] === true,
  };
}

/** What lies below `default`, `prefault` and `optional`, and the default. */
function unwrap(schema: Schema): { readonly inner: Schema; readonly defaultValue?: unknown } {
  const def = schema._zod.def as z.core.$ZodDefaultDef;
  if (!('innerType' in def)) return { inner: schema };
  const { inner } = unwrap(def.innerType);
  return def.type === 'default' ? { inner, defaultValue: def.defaultValue } : unwrap(def.innerType);
}

function isObject(def: z.core.$ZodTypeDef): def is z.core.$ZodObjectDef {
  return def.type === 'object';
}

function typeOf(def: z.core.$ZodTypeDef): Pick<Leaf, 'type' | 'choices'> {
  switch (def.type) {
    case 'number':
      return { type: 'number' };
    case 'array': {
      const { element } = def as z.core.$ZodArrayDef;
      return { type: element._zod.def.type === 'number' ? 'numbers' : 'list' };
    }
    case 'enum':
      return {
        type: 'choice',
        choices: Object.values((def as z.core.$ZodEnumDef).entries).map(String),
      };
    default:
      return { type: 'text' };
  }
}

function metaOf(schema: Schema): z.core.GlobalMeta | undefined {
  return (schema as z.ZodType).meta();
}

/** `network.requestTimeoutMs` → `MP_SERVE_NETWORK_REQUEST_TIMEOUT_MS`. */
function variableOf(path: readonly string[]): string {
  const words = path.map((key) => key.replace(/[A-Z]/g, (letter) => `_${letter}`));
  return VARIABLE_PREFIX + words.join('_').toUpperCase();
}
