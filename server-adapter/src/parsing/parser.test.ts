/** Real processes; their side is the built one. */
import { jest } from '@jest/globals';
import { en, MutationPredictionError, wordsOf } from '@mutation-prediction/core';
import { pseudo, pseudoLocale } from '../../../test/support/pseudoLocale.js';
import { Parser } from './parser.js';
import { processorTime, residentMemory } from './processUse.js';

jest.setTimeout(60_000);

const PROGRAM = new URL('./testing/harmfulTasks.mjs', import.meta.url);

/** What `harmfulTasks.mjs` serves. */
interface HarmfulTasks {
  echo<T>(argument: T): T;
  later(ms: number): number;
  refuse(_: number): void;
  stumble(_: number): void;
  hang(_: number): void;
  grow(_: number): void;
  crash(_: number): void;
}

let parser: Parser<HarmfulTasks>;
beforeEach(() => {
  parser = new Parser(PROGRAM, { computingMs: 2000, memoryBytes: 600 * 2 ** 20 });
});
afterEach(() => parser.close());

async function refusal(
  task: 'refuse' | 'stumble' | 'hang' | 'grow' | 'crash',
): Promise<MutationPredictionError> {
  const outcome = await parser.call(task, 1, 'segmentation.dcm').catch((error: unknown) => error);
  if (outcome instanceof MutationPredictionError) return outcome;
  throw new Error(`${task} was not refused`);
}

test('plain data, typed arrays among it, goes there and back', async () => {
  const argument = { voxels: new Int16Array([-1000, 40]), name: 'a', none: undefined };
  expect(await parser.call('echo', argument, 'a file')).toEqual(argument);
});

test('calls may overlap', async () => {
  const answers = (['later', 'echo'] as const).map((task) => parser.call(task, 100, 'a file'));
  expect(await Promise.all(answers)).toEqual([100, 100]);
});

test('a refusal arrives as it was made', async () => {
  const { code, message, advice } = await refusal('refuse');
  expect([code, message, advice]).toEqual([
    'truncated-pixel-data',
    'a.nii ends before its last voxel.',
    'Copy or export the file again.',
  ]);
});

test('a refusal is worded on this side, in any language', async () => {
  const { message, advice } = en.refusals['truncated-pixel-data']['voxels-missing'];
  expect(wordsOf(await refusal('refuse'), pseudoLocale)).toEqual({
    message: pseudo(message).replace('{{file}}', 'a.nii'),
    advice: pseudo(advice),
  });
});

test('a defect that a file brings to light is a refusal of that file', async () => {
  const { code, message } = await refusal('stumble');
  expect(code).toBe('malformed-object');
  expect(message).toContain('segmentation.dcm');
});

test.each<['hang' | 'grow' | 'crash', string]>([
  ['hang', 'did not come to an end'],
  ['grow', 'memory'],
  ['crash', 'ended unexpectedly'],
])('a task that would %s is stopped, and the next one runs', async (task, why) => {
  const before = residentMemory(process.pid)!;
  const { code, message } = await refusal(task);
  expect(code).toBe('parsing-stopped');
  expect(message).toContain('segmentation.dcm');
  expect(message).toContain(why);
  expect(residentMemory(process.pid)! - before).toBeLessThan(100 * 2 ** 20);
  expect(await parser.call('echo', 'still here', 'a file')).toBe('still here');
});

test('memory and processor time are those of the process', () => {
  const { rss } = process.memoryUsage();
  expect(residentMemory(process.pid)! / rss).toBeCloseTo(1, 0);
  const { user, system } = process.cpuUsage();
  const told = processorTime(process.pid)!;
  // Microseconds against ticks of 10 ms.
  expect(Math.abs(told - (user + system) / 1000)).toBeLessThan(100);
});

test('a task that takes longer than the limit but lets go now and then is waited for', async () => {
  parser.close();
  parser = new Parser(PROGRAM, { computingMs: 3000, memoryBytes: 600 * 2 ** 20 });
  expect(await parser.call('later', 5000, 'a file')).toBe(5000);
});
