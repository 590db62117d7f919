import { jest } from '@jest/globals';
import fs, { mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

// Root may read every folder: one is made unreadable here.
jest.unstable_mockModule('node:fs/promises', () => ({
  ...fs,
  readdir: (folder: string) =>
    path.basename(folder) === 'locked'
      ? Promise.reject(new Error('EACCES: permission denied'))
      : fs.readdir(folder),
}));
const { findCases } = await import('./caseFiles.js');

test('a folder that cannot be read is a failed case, others are found', async () => {
  const root = await mkdtemp(path.join(os.tmpdir(), 'cases-'));
  try {
    for (const name of ['locked', 'open']) await mkdir(path.join(root, name));
    const [locked, open] = await findCases(root);
    expect(locked).toMatchObject({ id: 'locked', error: { code: 'no-ct' } });
    expect(open).toMatchObject({ id: 'open', image: path.join(root, 'open') });
  } finally {
    await rm(root, { recursive: true });
  }
});
