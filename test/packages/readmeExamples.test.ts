/** The examples of the packages' READMEs, run against the built packages. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { jest } from '@jest/globals';
import { example } from '../support/readmeExample.js';

const run = promisify(execFile);

/** For what hangs: an example is a number of programs, each a second or two of a machine with nothing else to do. */
jest.setTimeout(600_000);

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

/** In a process, as Jest's sandbox is slow at voxels. */
const WRITE_STUDY = `
  import { writePhantomStudy } from '@mutation-prediction/server-adapter/viewer';
  await writePhantomStudy(process.argv[2], { size: [128, 128, 60] });
`;

test('server-adapter', async () => {
  const study = path.join(folder, 'study');
  await writeFile(path.join(folder, 'writeStudy.mjs'), WRITE_STUDY);
  await run(process.execPath, ['writeStudy.mjs', study], { cwd: folder });
  const seg = path.join(study, 'seg/nodule.dcm');
  const { lines, said } = await printed('server-adapter', path.join(study, 'ct'), seg);
  expect(said.length).toBeGreaterThan(0);
  expect(lines).toEqual(said);
});

test('core tells of each of its paths, and each names what its row does', async () => {
  const { exports } = JSON.parse(await readFile('core/package.json', 'utf8')) as {
    exports: Record<string, { readonly import: string }>;
  };
  const readme = await readFile('core/README.md', 'utf8');
  const rows = [...readme.matchAll(/^\| `\.\/([\w/-]+)` .*\| (.*) \|$/gm)];
  const paths = Object.keys(exports).filter((name) => name !== '.');
  expect(rows.map(([, name]) => `./${name}`).sort()).toEqual(paths.sort());
  for (const [, name, names] of rows) {
    const built = exports[`./${name}`]!.import;
    const source = built.replace('./dist/', 'core/src/').replace(/\.js$/, '.ts');
    const face = await readFile(source, 'utf8');
    for (const [, start] of names!.matchAll(/`(\w+)`/g)) expect(face.split(/\W+/)).toContain(start);
    const code = `import * as face from '@mutation-prediction/core/${name}'; console.log(Object.keys(face).length);`;
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', code], {
      cwd: folder,
    });
    expect(Number(stdout)).toBeGreaterThan(0);
  }
});

test('server-adapter tells of each of its rooms', async () => {
  const folders = await readdir('server-adapter/src');
  const rooms = folders.filter((name) => existsSync(`server-adapter/src/${name}/index.ts`));
  const readme = await readFile('server-adapter/README.md', 'utf8');
  const told = [...readme.matchAll(/^\| `\.\/([\w-]+)` /gm)].map(([, name]) => name);
  expect(told.sort()).toEqual(rooms.sort());
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
