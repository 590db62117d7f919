import { jest } from '@jest/globals';
import * as files from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** A file system without hard links, as USB sticks have it. */
jest.unstable_mockModule('node:fs/promises', () => ({
  ...files,
  link: () => Promise.reject(Object.assign(new Error('link'), { code: 'EPERM' })),
}));
const { writeNewFile } = await import('./storedFile.js');

it('writes and replaces nothing where files cannot be linked', async () => {
  const root = await files.mkdtemp(path.join(os.tmpdir(), 'stored-'));
  const file = path.join(root, 'a/b.dcm');
  expect(await writeNewFile(file, Buffer.from('one'))).toBe(true);
  expect(await writeNewFile(file, Buffer.from('two'))).toBe(false);
  expect(await files.readFile(file, 'utf8')).toBe('one');
  expect((await files.stat(file)).mode & 0o777).toBe(0o600);
  expect(await files.readdir(path.dirname(file))).toEqual(['b.dcm']);
  await files.rm(root, { recursive: true });
});
