import { refusal } from './refusal.js';

const answer = (status: number, body: string, headers: Record<string, string> = {}) => ({
  status,
  headers: new Headers(headers),
  body: new TextEncoder().encode(body),
});

test.each([
  ['Triton, as text/plain', '{"error":"unknown model"}', 'unknown model'],
  [
    'FastAPI',
    '{"detail":"Model with name m does not exist."}',
    'Model with name m does not exist.',
  ],
  [
    "FastAPI's list",
    '{"detail":[{"type":"missing","loc":["body","inputs",0],"msg":"Field required"},{"msg":"no"},7]}',
    'body.inputs.0: Field required; no; 7',
  ],
  ['MLServer', 'Internal Server Error\n', 'Internal Server Error'],
  ['a proxy', '<html>Bad gateway</html>', '<html>Bad gateway</html>'],
  ['nothing', '', 'The server answered 500.'],
  ['JSON of another kind', '{"message":"x"}', '{"message":"x"}'],
  ['null', 'null', 'null'],
  ['a long page', 'x'.repeat(5000), 'x'.repeat(1000)],
])('the words of %s', (_, body, message) => {
  expect(refusal(answer(500, body)).message).toBe(message);
});

test.each([
  ['5', 5000],
  ['0', 0],
  ['soon', undefined],
  ['Wed, 21 Oct 2015 07:28:00 GMT', 0],
])('Retry-After: %s', (value, expected) => {
  expect(refusal(answer(503, '', { 'retry-after': value })).retryAfterMs).toBe(expected);
});

test('Retry-After: a date to come', () => {
  const date = new Date(Date.now() + 60_000).toUTCString();
  const { retryAfterMs } = refusal(answer(503, '', { 'retry-after': date }));
  expect(retryAfterMs).toBeGreaterThan(30_000);
  expect(retryAfterMs).toBeLessThanOrEqual(60_000);
});
