import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { readSources, sourceAt } from './sources.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'sources-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function read(text: string) {
  const file = path.join(folder, 'sources.yaml');
  await writeFile(file, text);
  return Object.fromEntries(await readSources(file));
}

test('places count from the file’s own folder, and a token is read from its file', async () => {
  await writeFile(path.join(folder, 'token'), 'abc\n');
  const sources = await read(
    'sources:\n  a: { cases: cohort }\n  b: { dicomweb: "https://pacs.example/dicom-web", tokenFile: token }\n',
  );
  expect(sources).toEqual({
    a: { cases: path.join(folder, 'cohort') },
    b: { dicomweb: 'https://pacs.example/dicom-web', authorization: 'Bearer abc' },
  });
});

test.each([
  ['sources: [', 'neither YAML nor JSON'],
  ['sources: { a: { folder: x } }', 'sources.a'],
  ['sources: { "../a": { cases: x } }', 'sources'],
  ['sources: { a: { dicomweb: "https://user:secret@pacs.example" } }', 'sources.a'],
  ['sources: { a: { dicomweb: "https://pacs.example", tokenFile: none } }', 'ENOENT'],
])('%s is refused, without its secrets', async (text, said) => {
  const error = await read(text).catch((refused: Error) => refused);
  expect(error).toMatchObject({ code: 'invalid-settings', message: expect.stringContaining(said) });
  expect((error as Error).message).not.toContain('secret');
});

test('the command line names a folder or an address', () => {
  expect(sourceAt('a=cohort', 'abc')).toEqual(['a', { cases: path.resolve('cohort') }]);
  expect(sourceAt('b=https://pacs.example/x?y=z', 'abc')).toEqual([
    'b',
    { dicomweb: 'https://pacs.example/x?y=z', authorization: 'Bearer abc' },
  ]);
  for (const text of ['cohort', 'a=', '=x', '../a=x', 'a=https://user:secret@pacs.example']) {
    const refused = () => sourceAt(text, undefined);
    expect(refused).toThrow(expect.objectContaining({ code: 'invalid-parameters' }));
    expect(refused).not.toThrow('secret');
  }
});
