import { Writable } from 'node:stream';
import fastify from 'fastify';
import { MutationPredictionError } from '@mutation-prediction/core';
import { BackendError } from '../../backends/backendError.js';
import { logOptions } from './log.js';

/** What is written of something logged at level error. */
function logged(what: object): Record<string, unknown> {
  let text = '';
  const sink = new Writable({
    write(chunk, _encoding, done) {
      text += String(chunk);
      done();
    },
  });
  fastify({ logger: logOptions({ level: 'info' }, sink) }).log.error(what, 'failed');
  return JSON.parse(text) as Record<string, unknown>;
}

const canary = 'Canary^Jane';

test.each([
  { headers: { authorization: canary } },
  { authorization: canary },
  { req: { url: canary } },
  { request: { headers: { cookie: canary } } },
  { options: { authorization: canary } },
  { err: new TypeError(canary) },
  { err: new Error('outer', { cause: new RangeError(canary) }) },
  { err: Object.assign(new Error(canary), { code: 'ERR_SOMETHING' }) },
])('of %j the words of others are not written', (what) => {
  expect(JSON.stringify(logged(what))).not.toContain('Canary');
});

test('of a foreign error its kind, code and place are', () => {
  const error = Object.assign(new TypeError(canary), { code: 'ERR_SOMETHING' });
  expect(logged({ err: error })['err']).toMatchObject({
    type: 'TypeError',
    code: 'ERR_SOMETHING',
    message: '',
    stack: expect.stringContaining('log.test.ts'),
  });
});

test('errors of ours are written in their words, which quote nobody', () => {
  const cause = new MutationPredictionError('cancelled.run');
  const error = new BackendError('failed', 'The model mmdl-demo failed.', { cause });
  expect(logged({ err: error })['err']).toMatchObject({
    message: 'The model mmdl-demo failed.',
    cause: { code: 'cancelled', message: 'The run was cancelled.' },
  });
});
