/** A disk without room for the table ends a run plainly, keeps what was there, and a later run goes on. */
import { jest } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { writePhantomStudy } from '@mutation-prediction/server-adapter/viewer';
import { runCli } from '../../../test/support/cli.js';

jest.setTimeout(240_000);

/** Two pages: room for the old table, and for the lock. */
const SMALL_BYTES = 2 * 4096;

/** A file system in memory; only root may make one. */
function smallDisk(): string | undefined {
  const place = path.join(os.tmpdir(), `small-disk-${process.pid}`);
  mkdirSync(place, { recursive: true });
  try {
    const options = `size=${SMALL_BYTES}`;
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', place], { stdio: 'ignore' });
    return place;
  } catch {
    return undefined;
  }
}

const disk = smallDisk();
const onSmallDisk = disk ? describe : describe.skip;

onSmallDisk(`a full disk${disk ? '' : ' (skipped: no file system can be mounted here)'}`, () => {
  let root: string;
  let cohort: string;
  beforeAll(async () => {
    root = await mkdtemp(path.join(os.tmpdir(), 'full-disk-'));
    cohort = path.join(root, 'cohort');
    await writePhantomStudy(path.join(cohort, 'R01-001'), { size: [64, 64, 40], seed: 1 });
  });
  afterAll(async () => {
    execFileSync('umount', [disk!]);
    await rm(disk!, { recursive: true });
    await rm(root, { recursive: true, force: true });
  });

  test.each([
    ['predict', (): string[] => [cohort, '--model', 'clinical-tcia']],
    ['radiomics', (): string[] => [cohort]],
  ])('under %s destroys nothing, and is gone on from', async (command, argsOf) => {
    execFileSync('mount', ['-o', `remount,size=${SMALL_BYTES}`, disk!]);
    const csv = path.join(disk!, `${command}.csv`);
    await writeFile(csv, 'a table of another day\n');
    // Something else has taken what was left.
    const filler = path.join(disk!, 'filler');
    await writeFile(filler, new Uint8Array(4096));
    const args = [command, ...argsOf(), '--csv', csv, '--workers', '1', '--force'];

    const full = await runCli(...args);
    expect(full.code).toBe(1);
    expect(full.stderr).toMatch(/no space left/i);
    expect(full.stderr).not.toMatch(/\n\s+at /);
    expect(await readFile(csv, 'utf8')).toBe('a table of another day\n');

    execFileSync('mount', ['-o', 'remount,size=8m', disk!]);
    const resumed = await runCli(...args);
    expect({ code: resumed.code, stderr: resumed.code === 0 ? '' : resumed.stderr }).toEqual({
      code: 0,
      stderr: '',
    });
    expect((await readFile(csv, 'utf8')).split('\n')[1]).toContain('R01-001');
    await rm(filler);
    await rm(csv);
    await rm(`${csv}.journal`);
  });
});
