/**
 * Seeded requests that no client should send, as bytes on the wire: HTTP that is broken or lies, heads
 * and tensors that contradict themselves, compressed bodies that are damaged or grow without end.
 */
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { encodeInferRequest, type ModelMetadata, type Tensor } from 'open-inference-client';

/** Numbers in [0, 1). */
export type Random = () => number;

export interface HostileRequest {
  readonly kind: string;
  readonly bytes: Buffer;
}

interface Sound {
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly head: Record<string, unknown>;
  readonly tensors: Buffer;
}

const EXTREMES = [
  ...[-1, 0, 1, 2 ** 31 - 1, 2 ** 31, 2 ** 32, 2 ** 53, 1e308, 0.5],
  ...['', '1', 'x'.repeat(5000), '\u0000', '__proto__', '../../etc/passwd', null, true],
  ...[[], {}, [[]], [[[[[1]]]]], { length: 1e9 }],
] as const;

const DATATYPES = ['FP32', 'FP16', 'INT16', 'INT64', 'BOOL', 'BYTES', 'BF16', 'FP128', 'object'];
const HEADER_VALUES = [
  ...['', '0', '-1', '1e9', '0x10', '9'.repeat(400), 'x'.repeat(9000), '1, 2', '\t1', 'chunked'],
  ...['gzip, gzip', 'identity', 'br', 'deflate;q=1', '*', 'Bearer '.repeat(100), 'a=b; c="'],
];

/** Of 20 and 50 MB. */
const BOMBS = [2e7, 5e7].flatMap((size) => [
  gzipSync(Buffer.alloc(size), { level: 9 }),
  deflateSync(Buffer.alloc(size), { level: 9 }),
]);

/** @param models what the server says of its models; sound requests are made from it */
export function hostileRequest(models: readonly ModelMetadata[], random: Random): HostileRequest {
  const below = (n: number) => Math.floor(random() * n);
  const pick = <T>(choices: readonly T[]): T => choices[below(choices.length)]!;
  const sound = soundRequest(pick(models), random);
  const kind = pick(['bytes', 'http', 'lengths', 'head', 'tensors', 'compressed', 'path']);
  switch (kind) {
    case 'bytes':
      return { kind, bytes: damaged(whole(sound), below, pick) };
    case 'http':
      return { kind, bytes: brokenHttp(sound, below, pick) };
    case 'lengths':
      return { kind, bytes: wrongLengths(sound, below, pick) };
    case 'head':
      return { kind, bytes: whole({ ...sound, head: tampered(sound.head, below, pick) }) };
    case 'tensors':
      return { kind, bytes: whole({ ...sound, tensors: damaged(sound.tensors, below, pick) }) };
    case 'compressed':
      return { kind, bytes: compressed(sound, below, pick) };
    default:
      return { kind, bytes: whole({ ...sound, path: strangePath(below, pick) }) };
  }
}

type Below = (n: number) => number;
type Pick = <T>(choices: readonly T[]) => T;

const sounds = new WeakMap<ModelMetadata, Sound>();

/** A request for a model that it may well answer; of each model always the same. */
function soundRequest(model: ModelMetadata, random: Random): Sound {
  const sound = sounds.get(model) ?? makeSound(model, random);
  sounds.set(model, sound);
  return sound;
}

function makeSound({ name, inputs, outputs }: ModelMetadata, random: Random): Sound {
  const message = encodeInferRequest({
    id: 'run',
    inputs: inputs.map(({ name: input, datatype, shape }): Tensor => {
      const lengths = shape.map((length) => (length < 0 ? 4 : length));
      const count = lengths.reduce((product, length) => product * length, 1);
      if (datatype === 'BYTES') {
        return { name: input, datatype, shape: lengths, data: Buffer.from('\u0002\0\0\0{}') };
      }
      const numbers = Int16Array.from({ length: count }, () => random() * 2000 - 1000);
      const values = datatype === 'INT16' ? numbers : Float32Array.from(numbers);
      return { name: input, datatype, shape: lengths, data: new Uint8Array(values.buffer) };
    }),
    outputs: outputs.slice(0, 1).map((output) => output.name),
  });
  const headLength = Number(message.headers['inference-header-content-length']);
  const body = Buffer.from(message.body);
  return {
    path: `/v2/models/${name}/infer`,
    headers: { host: '127.0.0.1' },
    head: JSON.parse(body.toString('utf8', 0, headLength)) as Record<string, unknown>,
    tensors: body.subarray(headLength),
  };
}

/** As it is sent, with the lengths that are right unless others are given. */
function whole(
  { path, headers, head, tensors }: Sound,
  given: Record<string, string> = {},
  encode: (body: Buffer) => Buffer = (body) => body,
): Buffer {
  const json = Buffer.from(JSON.stringify(head));
  const body = encode(Buffer.concat([json, tensors]));
  const all = {
    ...headers,
    'content-length': String(body.length),
    'inference-header-content-length': String(json.length),
    connection: 'close',
    ...given,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`POST ${path} HTTP/1.1\r\n${lines.join('')}\r\n`), body]);
}

/** Bits flipped, bytes lost, doubled, overwritten: no knowledge of the protocol. */
function damaged(bytes: Buffer, below: Below, pick: Pick): Buffer {
  const mutant = Buffer.from(bytes);
  // Mostly where the words are, not in the megabytes of numbers.
  const at = below(Math.min(mutant.length, pick([200, 2000, 2 ** 30])));
  const span = 1 + below(pick([4, 64, 1024]));
  switch (pick(['flip', 'cut', 'lose', 'double', 'overwrite'])) {
    case 'flip':
      if (mutant.length > 0) mutant[at]! ^= 1 << below(8);
      return mutant;
    case 'cut':
      return mutant.subarray(0, at);
    case 'lose':
      return Buffer.concat([mutant.subarray(0, at), mutant.subarray(at + span)]);
    case 'double':
      return Buffer.concat([mutant.subarray(0, at + span), mutant.subarray(at)]);
    default:
      return mutant.fill(below(256), at, Math.min(at + span, mutant.length));
  }
}

function brokenHttp(sound: Sound, below: Below, pick: Pick): Buffer {
  const text = whole(sound).toString('latin1');
  const [line = '', rest = ''] = [
    text.slice(0, text.indexOf('\r\n')),
    text.slice(text.indexOf('\r\n')),
  ];
  const broken = pick([
    () => `${pick(['GET', 'PUT', 'TRACE', 'PRI', 'P\0ST', 'post'])} ${line.slice(5)}${rest}`,
    () => line.replace('HTTP/1.1', pick(['HTTP/0.9', 'HTTP/2.0', 'HTTP/9.9', 'ICY', ''])) + rest,
    () =>
      `${line}\r\ntransfer-encoding: ${pick(['chunked', 'gzip, chunked', ' chunked', 'xchunked'])}${rest}`,
    () => `${line}\r\n${'x-many: 1\r\n'.repeat(below(3000))}${rest.slice(2)}`,
    () => `${line}\r\nx-long: ${'a'.repeat(below(40_000))}${rest}`,
    () => `${line}\r\ncontent-length: ${below(100)}${rest}`,
    () => `${line}\r\nexpect: ${pick(['100-continue', '200-ok', ''])}${rest}`,
    () => `${line}\r\n folded: yes\r\nbad header\r\n: none${rest}`,
    () => `${line}\r\nupgrade: ${pick(['h2c', 'websocket'])}\r\nconnection: upgrade${rest}`,
    () => text.replaceAll('\r\n', '\n'),
    () => text + text.slice(0, below(text.length)),
    () => chunkedBody(line, pick),
  ]);
  return Buffer.from(broken(), 'latin1');
}

function chunkedBody(line: string, pick: Pick): string {
  const size = pick(['5', 'ffffffffffffffff', '-1', 'g', '5;ext=1', '0', '00000000005']);
  return `${line}\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n${size}\r\nhello\r\n0\r\n\r\n`;
}

function wrongLengths(sound: Sound, below: Below, pick: Pick): Buffer {
  const names = [
    ...['content-length', 'inference-header-content-length', 'content-encoding', 'content-type'],
    ...['idempotency-key', 'authorization', 'host', 'origin', 'traceparent', 'accept'],
  ];
  const given = Object.fromEntries(
    Array.from({ length: 1 + below(2) }, () => [
      pick(names),
      pick([...HEADER_VALUES, String(below(1000)), String(below(2 ** 31))]),
    ]),
  );
  return whole(sound, given);
}

/** Some places of the JSON changed to what cannot be, or grown. */
function tampered(
  head: Record<string, unknown>,
  below: Below,
  pick: Pick,
): Record<string, unknown> {
  const copy = structuredClone(head);
  for (let n = 1 + below(2); n > 0; n--) {
    const { object, key } = somePlace(copy, below, pick);
    const value = object[key];
    object[key] = pick<() => unknown>([
      () => pick(EXTREMES),
      () => pick(DATATYPES),
      () => (typeof value === 'number' ? value * pick([-1, 2, 0.5]) + below(3) - 1 : [value]),
      () => (Array.isArray(value) ? [...value, ...value] : { value }),
      () => deep(below(2000)),
      () => undefined,
    ])();
    if (below(10) === 0)
      object[pick(['__proto__', 'constructor', 'data', 'url', 'id'])] = pick(EXTREMES);
  }
  return copy;
}

function deep(levels: number): unknown {
  let value: unknown = 1;
  for (let n = 0; n < levels; n++) value = [value];
  return value;
}

function somePlace(
  value: object,
  below: Below,
  pick: Pick,
): { object: Record<string, unknown>; key: string } {
  const object = value as Record<string, unknown>;
  const key = pick(Object.keys(object)) ?? 'added';
  const inner = object[key];
  const isDeeper = typeof inner === 'object' && inner !== null && Object.keys(inner).length > 0;
  return isDeeper && below(4) > 0 ? somePlace(inner, below, pick) : { object, key };
}

function compressed(sound: Sound, below: Below, pick: Pick): Buffer {
  const pack = pick([gzipSync, deflateSync, deflateRawSync]);
  const encoding = { 'content-encoding': pick(['gzip', 'deflate']) };
  return pick([
    () => whole(sound, encoding, (body) => pack(body)),
    () => whole(sound, encoding, (body) => damaged(pack(body), below, pick)),
    () => whole(sound, encoding, (body) => Buffer.concat([pack(body), pack(body)])),
    () => whole(sound, encoding, () => pick(BOMBS)),
    () => whole(sound, encoding, (body) => pack(pack(body))),
    () => whole(sound, encoding, (body) => body),
  ])();
}

function strangePath(below: Below, pick: Pick): string {
  const step = () =>
    pick([
      ...['v2', 'models', 'infer', 'versions', 'ready', '..', '.', '', '%2e%2e', '%00', '%', '%zz'],
      ...['api', 'v1', 'runs', 'x'.repeat(below(3000)), '%2f'.repeat(below(50)), '\\', ';', '*'],
      ...['http://evil.example', '//evil.example', '?', '#', 'é', '__proto__', 'constructor'],
    ]);
  return pick(['/', '', '//']) + Array.from({ length: 1 + below(7) }, step).join('/');
}
