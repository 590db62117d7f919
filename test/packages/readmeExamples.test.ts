/** The examples of the packages' READMEs, run against the built packages. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { writePhantomStudy } from '@mutation-prediction/server-adapter/viewer';
import { example } from '../support/readmeExample.js';

const run = promisify(execFile);

/** Inside the repository, where Node finds our packages by their names. */
let folder: string;
beforeAll(async () => {
  const cache = path.resolve('.cache');
  await mkdir(cache, { recursive: true });
  folder = await mkdtemp(path.join(cache, 'readme-examples-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What it prints, and what its comments say that it prints. */
async function printed(workspace: string, ...args: string[]) {
  const code = example(workspace, 'js');
  const file = path.join(folder, `${workspace}.mjs`);
  await writeFile(file, code);
  const { stdout } = await run(process.execPath, [file, ...args], { cwd: folder });
  const said = [...code.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map(([, text]) => text);
  return { lines: stdout.trimEnd().split('\n'), said };
}

test.each(['core', 'models'])('%s', async (workspace) => {
  const { lines, said } = await printed(workspace);
  expect(said.length).toBeGreaterThan(0);
  expect(lines).toEqual(said);
});

test('server-adapter', async () => {
  const study = path.join(folder, 'study');
  await writePhantomStudy(study, { size: [128, 128, 60] });
  const seg = path.join(study, 'seg/nodule.dcm');
  const { lines, said } = await printed('server-adapter', path.join(study, 'ct'), seg);
  expect(said.length).toBeGreaterThan(0);
  expect(lines).toEqual(said);
});

test('cli', async () => {
  const bin = path.resolve('node_modules/.bin');
  const { stdout } = await run('bash', ['-euc', example('cli', 'sh')], {
    cwd: folder,
    env: { ...process.env, PATH: `${bin}:${process.env['PATH']}` },
  });
  expect(stdout).toMatch(/EGFR/);
  expect(await readdir(path.join(folder, 'views'))).toContainEqual(expect.stringMatching(/\.png$/));
  expect(await readdir(folder)).toContain('features.csv');
});
