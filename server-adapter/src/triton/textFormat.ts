/**
 * Protocol Buffers' text format, as far as a configuration needs it
 * (https://protobuf.dev/reference/protobuf/textformat-spec).
 */

/** The name of an enumeration's value, which stands without quotes. */
export class Constant {
  constructor(readonly name: string) {}
}

export type Scalar = string | number | boolean | Constant;

/** A list is a repeated field; what is undefined is left out. */
export interface Message {
  readonly [field: string]: Scalar | Message | readonly (Scalar | Message)[] | undefined;
}

export function textFormat(message: Message): string {
  return lines(message).join('\n') + '\n';
}

/** A map's entries, as they are written: messages with a key and a value. */
export function mapEntries(
  map: Readonly<Record<string, Scalar | Message>>,
): readonly { readonly key: string; readonly value: Scalar | Message }[] {
  return Object.entries(map).map(([key, value]) => ({ key, value }));
}

function lines(message: Message): string[] {
  return Object.entries(message).flatMap(([name, value]) => {
    if (value === undefined) return [];
    if (!Array.isArray(value)) return field(name, value as Scalar | Message);
    const elements = value as readonly (Scalar | Message)[];
    return elements.every(isScalar)
      ? [`${name}: [ ${elements.map(scalar).join(', ')} ]`]
      : elements.flatMap((element) => field(name, element));
  });
}

function field(name: string, value: Scalar | Message): string[] {
  if (isScalar(value)) return [`${name}: ${scalar(value)}`];
  return [`${name} {`, ...lines(value).map((line) => `  ${line}`), '}'];
}

function isScalar(value: Scalar | Message): value is Scalar {
  return typeof value !== 'object' || value instanceof Constant;
}

function scalar(value: Scalar): string {
  if (value instanceof Constant) return value.name;
  // The escapes of JSON are among those of the text format.
  return JSON.stringify(value);
}
