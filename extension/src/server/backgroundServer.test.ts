import { jest } from '@jest/globals';
import { HttpBackgroundServer } from './backgroundServer.js';

const server = { url: 'https://gpu.example.org', name: 'gpu.example.org' };
const asked: { url: string; init: RequestInit }[] = [];
let answers: (Response | Error)[];

beforeEach(() => {
  asked.length = 0;
  globalThis.fetch = jest.fn(async (url: RequestInfo | URL, init: RequestInit = {}) => {
    asked.push({ url: String(url), init });
    const answer = answers.shift() ?? new Error('nothing left to answer');
    if (answer instanceof Error) throw answer;
    return answer;
  }) as typeof fetch;
});

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });
const background = new HttpBackgroundServer(server, () => ({ Authorization: 'Bearer jane' }));
const stored = {
  source: 'SEG',
  studyInstanceUid: '1.2',
  seriesInstanceUid: '1.3',
  sopInstanceUid: '1.4',
};

test('what it can reach, by segmentation; nothing where it takes no jobs', async () => {
  answers = [json({ sources: [{ id: 'pacs', segSOPUIDs: ['1.4', '1.5'] }] }), json({}, 404)];
  expect([...(await background.segmentationsOf('1.2'))]).toEqual([
    ['1.4', 'pacs'],
    ['1.5', 'pacs'],
  ]);
  expect(asked[0]!.url).toBe('https://gpu.example.org/api/v1/job-sources?studyUID=1.2');
  expect(asked[0]!.init).toMatchObject({
    headers: { Authorization: 'Bearer jane' },
    redirect: 'error',
  });
  expect((await background.segmentationsOf('1.2')).size).toBe(0);
});

test('a job is UIDs and the archive’s name, and nothing else', async () => {
  answers = [json({ id: 'j1', state: 'waiting' }, 202)];
  expect(await background.submit(stored, 'pacs', 'sha256:0')).toEqual({
    id: 'j1',
    state: 'waiting',
    failure: undefined,
  });
  expect(JSON.parse(String(asked[0]!.init.body))).toEqual({
    sourceId: 'pacs',
    studyUID: '1.2',
    seriesUID: '1.3',
    segSOPUID: '1.4',
    modelDigest: 'sha256:0',
  });
});

test('is followed to its end, which may be that a lesion failed', async () => {
  answers = [
    json({
      id: 'j1',
      state: 'done',
      lesions: [{ segment: 1 }, { segment: 2, failure: { code: 'x', message: 'No voxel.' } }],
    }),
  ];
  const seen: unknown[] = [];
  await background.follow('j1', (job) => seen.push(job), new AbortController().signal);
  expect(seen).toEqual([{ id: 'j1', state: 'done', failure: 'No voxel.' }]);
});

test('is followed past a server that is away for a while, and told of one that refuses', async () => {
  jest.useFakeTimers();
  try {
    answers = [new TypeError('fetch failed'), json({}, 503), json({ id: 'j1', state: 'done' })];
    const seen: unknown[] = [];
    const signal = new AbortController().signal;
    const following = background.follow('j1', (job) => seen.push(job), signal);
    await jest.advanceTimersByTimeAsync(10_000);
    await following;
    expect(seen).toEqual([{ id: 'j1', state: 'done', failure: undefined }]);

    answers = [json({}, 401)];
    await expect(background.follow('j1', () => undefined, signal)).rejects.toMatchObject({
      code: 'server-refused',
    });
    answers = [];
    const lost = background.follow('j1', () => undefined, signal).catch((error: unknown) => error);
    await jest.advanceTimersByTimeAsync(120_000);
    expect(await lost).toMatchObject({ code: 'server-unreachable' });
  } finally {
    jest.useRealTimers();
  }
});

test.each([
  [new TypeError('fetch failed'), 'server-unreachable', 'silent'],
  [json({}, 401), 'server-refused', 'unknown-user'],
  [json({}, 403), 'server-refused', 'not-allowed-at-all'],
  [json({}, 503), 'server-busy', 'full'],
  [json({ error: 'No such model.' }, 404), 'server-refused', 'request'],
])('a refusal is told in the user’s words (%#)', async (answer, code, reason) => {
  answers = [answer];
  await expect(background.submit(stored, 'pacs', 'sha256:0')).rejects.toMatchObject({
    code,
    reason: `${code}.${reason}`,
  });
});

test('taking back one that is gone is no error', async () => {
  answers = [json({}, 404), new Response(null, { status: 204 })];
  await background.cancel('j1');
  await background.cancel('j2');
  expect(asked.map(({ init }) => init.method)).toEqual(['DELETE', 'DELETE']);
});
