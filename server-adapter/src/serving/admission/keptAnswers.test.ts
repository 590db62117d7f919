import { jest } from '@jest/globals';
import { KeptAnswers, type FirstClaim, type RepeatClaim } from './keptAnswers.js';
import type { Run } from './runs.js';

interface Answer {
  readonly byteLength: number;
}

const kept = (keepMs = 60_000, keepBytes = 1e6) => new KeptAnswers<Answer>({ keepMs, keepBytes });

const runOf = (answer: Promise<Answer>): Run<Answer> => ({
  answer,
  attach: () => () => {},
  state: () => ({ stage: 'running' }),
  cancel: () => {},
});
const done = (byteLength = 10) => runOf(Promise.resolve({ byteLength }));

const first = (claim: FirstClaim<Answer> | RepeatClaim<Answer>) => {
  if (claim.kind !== 'first') throw new Error('The key was known.');
  return claim;
};
const again = (claim: FirstClaim<Answer> | RepeatClaim<Answer>) => {
  if (claim.kind !== 'repeat') throw new Error('The key was not known.');
  return claim;
};

afterEach(() => jest.restoreAllMocks());

test('fifty at once share the run of the first', async () => {
  const answers = kept();
  const claims = Array.from({ length: 50 }, () => answers.claim('user', 'key'));
  expect(claims.filter(({ kind }) => kind === 'first')).toHaveLength(1);
  const waiting = claims.slice(1).map((claim) => again(claim).run('f'));
  const run = done();
  first(claims[0]!).settle('f', run);
  expect(new Set(await Promise.all(waiting))).toEqual(new Set([run]));
});

test('an answer is given again later', async () => {
  const answers = kept();
  const run = done();
  first(answers.claim('user', 'key')).settle('f', run);
  await run.answer;
  expect(await again(answers.claim('user', 'key')).run('f')).toBe(run);
});

test('a key is its caller’s own', () => {
  const answers = kept();
  answers.claim('user', 'key');
  expect(answers.claim('other', 'key').kind).toBe('first');
  expect(answers.claim('user","key', '').kind).toBe('first');
});

test('another request under the key is refused, before the first one’s end and after', async () => {
  const answers = kept();
  const claim = first(answers.claim('user', 'key'));
  const early = again(answers.claim('user', 'key')).run('other');
  const run = done();
  claim.settle('f', run);
  await expect(early).rejects.toMatchObject({ status: 422 });
  await run.answer;
  const late = again(answers.claim('user', 'key')).run('other');
  await expect(late).rejects.toMatchObject({ status: 422 });
});

test('a failure is not kept', async () => {
  const answers = kept();
  const run = runOf(Promise.reject(new Error('no memory')));
  first(answers.claim('user', 'key')).settle('f', run);
  await run.answer.catch(() => {});
  await Promise.resolve();
  expect(answers.claim('user', 'key').kind).toBe('first');
});

test('where the first broke off, those who wait are told to come again, and begin anew', async () => {
  const answers = kept();
  const claim = first(answers.claim('user', 'key'));
  const waiting = again(answers.claim('user', 'key')).run('f');
  claim.abandon();
  await expect(waiting).rejects.toMatchObject({ status: 503, options: { retryAfterS: 1 } });
  expect(answers.claim('user', 'key').kind).toBe('first');
});

test('answers are forgotten after their time', async () => {
  const answers = kept(1000);
  const run = done();
  first(answers.claim('user', 'key')).settle('f', run);
  await run.answer;
  const now = performance.now() + 1001;
  jest.spyOn(performance, 'now').mockReturnValue(now);
  expect(answers.claim('user', 'key').kind).toBe('first');
});

test('the oldest go first when they take too much memory; those under way stay', async () => {
  const answers = kept(60_000, 11_000);
  answers.claim('user', 'under way');
  for (const key of ['a', 'b', 'c']) {
    const run = done(4000);
    first(answers.claim('user', key)).settle('f', run);
    await run.answer;
    await Promise.resolve();
  }
  const kinds = ['under way', 'b', 'c', 'a'].map((key) => answers.claim('user', key).kind);
  // Two of 4000 bytes fit, and what they take besides.
  expect(kinds.slice(1, 3)).toEqual(['repeat', 'repeat']);
  expect([kinds[0], kinds[3]]).toEqual(['repeat', 'first']);
});
