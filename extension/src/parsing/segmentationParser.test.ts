import type { MutationPredictionError, TargetImage } from '@mutation-prediction/core';
import { readCtSeries, readSegmentationObject, readSegmentMask } from '@mutation-prediction/core';
import { goldenBytes, goldenSources } from '../../../test/support/dicomFiles.js';
import type { ParsingReply, ParsingRequest } from './messages.js';
import { createParsingService } from './parsingService.js';
import type { ParsingPort } from './segmentationParser.js';
import { SegmentationParser } from './segmentationParser.js';

const NAME = 'SEG "GTV"';

/** On this thread, answering later and with copies only, as a real worker does. */
class FakeWorker implements ParsingPort {
  readonly url = 'parsing.worker.js';
  readonly requests: string[] = [];
  isTerminated = false;
  readonly #serve = createParsingService();
  #onReply: (reply: ParsingReply) => void = () => undefined;
  #onDeath: (reason: string) => void = () => undefined;

  /** @param stuckOn requests on which it never answers, or dies */
  constructor(
    private readonly stuckOn: (request: ParsingRequest) => 'hangs' | 'dies' | 'answers',
  ) {}

  listen(onReply: (reply: ParsingReply) => void, onDeath: (reason: string) => void): void {
    this.#onReply = onReply;
    this.#onDeath = onDeath;
  }

  post(request: ParsingRequest): void {
    this.requests.push(`${request.kind} ${request.uid}`);
    const fate = this.stuckOn(request);
    setTimeout(() => {
      if (this.isTerminated || fate === 'hangs') return;
      if (fate === 'dies') return this.#onDeath('out of memory');
      this.#onReply(structuredClone(this.#serve(structuredClone(request))));
    });
  }

  terminate(): void {
    this.isTerminated = true;
  }
}

function parser(stuckOn: (request: ParsingRequest) => 'hangs' | 'dies' | 'answers') {
  const workers: FakeWorker[] = [];
  const start = () => workers[workers.push(new FakeWorker(stuckOn)) - 1]!;
  return { reader: new SegmentationParser(start, 100), workers };
}

const answers = () => 'answers' as const;

async function oblique(): Promise<TargetImage> {
  const { series } = await readCtSeries(goldenSources('oblique'));
  const { grid, identity } = series[0]!;
  return { grid, frameOfReferenceUid: identity.frameOfReferenceUid };
}

test.each(['seg/binary.dcm', 'seg/labelmap-rle.dcm', 'seg/other-grid.dcm', 'rtstruct.dcm'])(
  'content and masks of %s are those read without a worker',
  async (path) => {
    const { reader, workers } = parser(answers);
    const image = await oblique();
    const direct = readSegmentationObject(goldenBytes(path), NAME);
    const { content, mask } = await reader.open('1', goldenBytes(path), NAME);
    expect(direct).toMatchObject(content);
    for (const references of [
      'referencedSeriesUids',
      'referencedSopInstanceUids',
      'referencedFrames',
    ] as const) {
      expect(content[references]).toEqual(direct[references]);
    }
    expect(direct.segments.length).toBeGreaterThan(0);
    for (const { number } of direct.segments) {
      expect(await mask(number, image).catch(wordsOf)).toEqual(
        attempt(() => readSegmentMask(direct, number, image)),
      );
    }
    expect(workers).toHaveLength(1);
  },
);

test('what cannot be read keeps its code and words', async () => {
  const { reader } = parser(answers);
  await expect(reader.open('1', new Uint8Array(300), NAME)).rejects.toMatchObject({
    code: 'not-dicom',
    message: expect.stringContaining(NAME) as string,
  });
  const { mask } = await reader.open('2', goldenBytes('seg/empty-segment.dcm'), NAME);
  await expect(mask(99, await oblique())).rejects.toMatchObject({ code: 'no-segment' });
});

test.each([
  ['hangs', 'it took longer than 0.1 s'],
  ['dies', 'out of memory'],
] as const)('an object whose worker %s is refused by name, once and for all', async (fate, why) => {
  const { reader, workers } = parser(({ kind, uid }) =>
    kind === 'mask' && uid === 'bad' ? fate : 'answers',
  );
  const image = await oblique();
  const good = await reader.open('good', goldenBytes('seg/binary.dcm'), 'SEG "good"');
  const bad = await reader.open('bad', goldenBytes('seg/binary.dcm'), NAME);
  const number = good.content.segments[0]!.number;

  const refusal = { code: 'worker-failed', message: `${NAME} could not be read: ${why}.` };
  await expect(bad.mask(number, image)).rejects.toMatchObject(refusal);
  expect(workers[0]!.isTerminated).toBe(true);
  await expect(bad.mask(number, image)).rejects.toMatchObject(refusal);

  // The others go on in a fresh worker, which is given their bytes again.
  await good.mask(number, image);
  expect(workers).toHaveLength(2);
  expect(workers[1]!.requests).toEqual(['open good', 'mask good']);
});

test('requests are served one after the other', async () => {
  const { reader, workers } = parser(answers);
  const image = await oblique();
  const bytes = goldenBytes('seg/binary.dcm');
  const [a, b] = await Promise.all([reader.open('a', bytes, NAME), reader.open('b', bytes, NAME)]);
  const number = a.content.segments[0]!.number;
  const [first, second] = await Promise.all([a.mask(number, image), b.mask(number, image)]);
  expect(first).toEqual(second);
  expect(workers[0]!.requests).toEqual(['open a', 'open b', 'mask a', 'mask b']);
});

test('closing the study ends the worker and whoever waits for it', async () => {
  const { reader, workers } = parser(() => 'hangs');
  const waiting = reader.open('1', goldenBytes('seg/binary.dcm'), NAME);
  await Promise.resolve();
  reader.clear();
  await expect(waiting).rejects.toMatchObject({ code: 'worker-failed' });
  expect(workers[0]!.isTerminated).toBe(true);
});

function attempt(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    return wordsOf(error);
  }
}

/** Errors that crossed a worker are equal in words, not in origin. */
function wordsOf(error: unknown): unknown {
  const { code, message, advice } = error as MutationPredictionError;
  return { code, message, advice };
}
