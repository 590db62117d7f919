/** Plants what each rule of lint's two configurations forbids, and sees that the rule finds it. */
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ROOT = process.cwd();
const CRUISER = path.join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
const RULES = 'dependency-cruiser.config.mjs';
const CIRCLES = 'dependency-cruiser.circles.mjs';

/** Rule, file, and what the file imports. */
const FORBIDDEN: readonly (readonly [string, string, string])[] = [
  ['core-no-node', 'core/src/node', 'node:fs'],
  ['core-no-node', 'core/src/nodeWithoutPrefix', 'fs'],
  ['core-no-host', 'core/src/react', 'react'],
  ['core-no-host', 'core/src/reactDom', 'react-dom/client'],
  ['core-no-host', 'core/src/runtime', 'onnxruntime-web'],
  ['core-no-host', 'core/src/ohif', '@ohif/core'],
  ['core-no-host', 'core/src/cornerstone', '@cornerstonejs/core'],
  ['core-no-host', 'core/src/extension', '@mutation-prediction/ohif-extension'],
  ['core-no-host', 'core/src/mode', '@mutation-prediction/ohif-mode'],
  ['core-no-host', 'core/src/oipClient', 'open-inference-client'],
  ['core-no-host', 'core/src/serverAdapter', '@mutation-prediction/server-adapter/case'],
  ['core-no-host', 'core/src/cli', 'mutation-prediction'],
  ['core-ground', 'core/src/plainError', './imaging/grid.js'],
  ['core-words', 'core/src/words/render', '../errors.js'],
  ['core-rooms', 'core/src/words/en', '../imaging/grid.js'],
  ['core-rooms', 'core/src/imaging/grid', '../contract/request.js'],
  ['core-rooms', 'core/src/contract/request', '../dicom/ct/ctSeries.js'],
  ['core-rooms', 'core/src/dicom/ct/ctSeries', '../../views/cube.js'],
  ['core-rooms', 'core/src/views/cube', '../radiomics/jobs/jobs.js'],
  ['core-rooms', 'core/src/radiomics/jobs/jobs', '../../inference/session.js'],
  ['core-rooms', 'core/src/inference/session', '../inputs/boxes.js'],
  ['core-rooms', 'core/src/inputs/boxes', '../prediction/predict.js'],
  ['core-rooms', 'core/src/prediction/predict', '../report/readReport.js'],
  ['core-rooms', 'core/src/report/readReport', '../phantom/random.js'],
  ['core-rooms', 'core/src/imaging/volume', '../phantom/random.js'],
  ['core-faces', 'core/src/report/face', '../imaging/index.js'],
  ['core-faces', 'core/src/report/wholeCore', '../index.js'],
  ['oip-client-alone', 'oip-client/src/node', 'node:fs'],
  ['oip-client-alone', 'oip-client/src/core', '@mutation-prediction/core'],
  ['oip-client-alone', 'oip-client/src/client/zod', 'zod'],
  ['panel-only-contract', 'extension/src/panel/state/host', '../../host/study.js'],
  ['panel-only-contract', 'extension/src/panel/inference', '../inference/device.js'],
  ['panel-only-contract', 'extension/src/panel/parsing', '../parsing/messages.js'],
  ['panel-only-contract', 'extension/src/panel/radiomics', '../radiomics/pool.js'],
  ['extension-no-server', 'extension/src/panel/server', '@mutation-prediction/server-adapter/case'],
  ['extension-no-server', 'extension/src/host/cli', 'mutation-prediction'],
  ['server-adapter-no-sources', 'server-adapter/src/case/cli', 'mutation-prediction'],
  ['cli-only-rooms', 'cli/src/file', '@mutation-prediction/server-adapter/case/openImages.js'],
  ['cli-only-rooms', 'cli/src/wholePackage', '@mutation-prediction/server-adapter'],
];

/** As above, past the names of packages: another rule forbids that too. */
const FORBIDDEN_BY_PATH: typeof FORBIDDEN = [
  ['core-no-host', 'core/src/extensionPath', '../../extension/src/contract.js'],
  ['core-no-host', 'core/src/modePath', '../../mode/src/mode.js'],
  ['core-no-host', 'core/src/serverPath', '../../server-adapter/src/case/index.js'],
  ['core-no-host', 'core/src/cliPath', '../../cli/src/main.js'],
  ['oip-client-alone', 'oip-client/src/corePath', '../../core/src/errors.js'],
  ['extension-no-server', 'extension/src/serverPath', '../../server-adapter/src/case/index.js'],
  ['extension-no-server', 'extension/src/panel/cliPath', '../../../cli/src/main.js'],
  ['server-adapter-no-sources', 'server-adapter/src/viewer', '../../extension/src/contract.js'],
  ['server-adapter-no-sources', 'server-adapter/src/modePath', '../../mode/src/mode.js'],
  ['server-adapter-no-sources', 'server-adapter/src/cliPath', '../../cli/src/main.js'],
  ['cli-only-rooms', 'cli/src/roomPath', '../../server-adapter/src/case/index.js'],
];

const ONLY_BY_NAME = ['packages-by-name', 'cli/src/corePath', '../../core/src/errors.js'] as const;

const ALLOWED: readonly (readonly [string, string])[] = [
  ['core/src/zod', 'zod'],
  ['core/src/index', './phantom/random.js'],
  ['core/src/phantom/index', './random.js'],
  ['cli/src/coreRoom', '@mutation-prediction/core/report'],
  ['core/src/refusal', './words/en.js'],
  ['core/src/phantom/phantom', '../imaging/grid.js'],
  ['core/src/prediction/prepare', '../contract/request.js'],
  ['core/src/report/mutationReport', '../errors.js'],
  ['core/src/reading.test', 'node:fs'],
  ['extension/src/compose', './host/study.js'],
  ['extension/src/panel/contract', '../contract.js'],
  ['extension/src/panel/react', 'react'],
  ['extension/src/host/core', '@mutation-prediction/core'],
  ['extension/src/panel/testing/fake', '../../host/study.js'],
  ['server-adapter/src/case/node', 'node:fs'],
  ['server-adapter/src/case/builtViewer', '@mutation-prediction/ohif-extension'],
  ['cli/src/room', '@mutation-prediction/server-adapter/case'],
  ['cli/src/core', '@mutation-prediction/core'],
  ['oip-client/src/client/client', '../wire/message.js'],
  ['extension/src/host/remote', 'open-inference-client'],
  ['server-adapter/src/case/remote', 'open-inference-client'],
];

/** What the files above import. */
const TARGETS = [
  'core/src/errors.ts',
  'core/src/imaging/index.ts',
  'core/src/index.ts',
  'core/src/phantom/random.ts',
  'extension/src/contract.ts',
  'extension/src/host/study.ts',
  'extension/src/inference/device.ts',
  'extension/src/parsing/messages.ts',
  'extension/src/radiomics/pool.ts',
  'mode/src/mode.ts',
  'oip-client/src/wire/message.ts',
  'server-adapter/src/case/index.ts',
  'cli/src/main.ts',
];

/** Our packages by name, and what they are built to. */
const INSTALLED: Readonly<Record<string, { folder: string; files: readonly string[] }>> = {
  '@mutation-prediction/core': { folder: 'core', files: ['dist/index.js'] },
  '@mutation-prediction/ohif-extension': { folder: 'extension', files: ['dist/umd/index.umd.js'] },
  '@mutation-prediction/ohif-mode': { folder: 'mode', files: ['dist/umd/index.umd.js'] },
  '@mutation-prediction/server-adapter': {
    folder: 'server-adapter',
    files: ['dist/case/index.js', 'dist/case/openImages.js'],
  },
  'open-inference-client': { folder: 'oip-client', files: ['dist/index.js'] },
  'mutation-prediction': { folder: 'cli', files: ['dist/main.js'] },
};

interface Violation {
  readonly from: string;
  readonly to: string;
  readonly rule: { readonly name: string; readonly severity: string };
}

describe.each([false, true])('the rules of imports, packages installed: %s', (installed) => {
  let folder: string;
  let found: Violation[];

  beforeAll(() => {
    folder = emptyFolder();
    for (const file of TARGETS) write(folder, file, 'export const thing = 1;');
    if (installed) installPackages(folder);
    for (const [, file, target] of [...FORBIDDEN, ...FORBIDDEN_BY_PATH, ONLY_BY_NAME]) {
      plant(folder, file, target);
    }
    for (const [file, target] of ALLOWED) write(folder, `${file}.ts`, importing(target));
    found = violations(folder, RULES);
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  test.each([...FORBIDDEN, ONLY_BY_NAME])('%s: %s imports %s', (rule, file) => {
    expect(rulesAgainst(`${file}.ts`)).toEqual([rule]);
    expect(rulesAgainst(`${file}Type.ts`)).toEqual([rule]);
  });

  test.each(FORBIDDEN_BY_PATH)('%s: %s imports %s', (rule, file) => {
    expect(rulesAgainst(`${file}.ts`)).toEqual([rule, 'packages-by-name'].sort());
    expect(rulesAgainst(`${file}Type.ts`)).toEqual([rule, 'packages-by-name'].sort());
  });

  test.each(ALLOWED)('%s may import %s', (file) => {
    expect(rulesAgainst(`${file}.ts`)).toEqual([]);
  });

  test('each rule fails lint', async () => {
    const { default: rules } = (await import(path.join(ROOT, RULES))) as {
      default: { forbidden: { name: string; severity: string }[] };
    };
    expect(new Set(found.map(({ rule }) => rule.name))).toEqual(
      new Set(rules.forbidden.map(({ name }) => name)),
    );
    expect(new Set(found.map(({ rule }) => rule.severity))).toEqual(new Set(['error']));
  });

  function rulesAgainst(file: string): string[] {
    return found
      .filter(({ from }) => from === file)
      .map(({ rule }) => rule.name)
      .sort();
  }
});

describe('the rule of circles', () => {
  let folder: string;
  beforeEach(() => {
    folder = emptyFolder();
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('finds a circle of values, also where each of its steps has a detour by a type', () => {
    for (const [file, next] of ['ab', 'bc', 'ca']) {
      const detour = `import type { T } from './by${next}.js';\nexport type U = T;\n`;
      write(folder, `core/src/${file}.ts`, `${detour}${importing(`./${next}.js`)}`);
      write(folder, `core/src/by${next}.ts`, importing(`./${next}.js`));
    }
    const [violation, ...others] = violations(folder, CIRCLES);
    expect(violation).toMatchObject({ rule: { name: 'no-circle', severity: 'error' } });
    expect(others).toEqual([]);
  });

  test('lets types close a circle', () => {
    write(folder, 'core/src/a.ts', importing('./b.js'));
    write(folder, 'core/src/b.ts', "import type { thing } from './a.js';\nexport type T = thing;");
    expect(violations(folder, CIRCLES)).toEqual([]);
  });
});

test('the rooms of core are those that it has', async () => {
  const { CORE_ROOMS } = (await import(path.join(ROOT, RULES))) as { CORE_ROOMS: string[] };
  const folders = readdirSync(path.join(ROOT, 'core/src'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  expect([...CORE_ROOMS].sort()).toEqual(folders.sort());
});

test('lint runs both, on every folder of sources that ships', () => {
  const { scripts, workspaces } = packageJson();
  expect(scripts.lint).toContain('lint:imports');
  expect(scripts['lint:imports']).toContain(`--config ${RULES}`);
  expect(scripts['lint:imports']).toContain(`--config ${CIRCLES}`);
  const withSources = workspaces.filter((workspace) => workspace !== 'models');
  expect(cruisedFolders().sort()).toEqual(withSources.map((name) => `${name}/src`).sort());
});

function emptyFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'import-rules-'));
  for (const sources of cruisedFolders())
    mkdirSync(path.join(folder, sources), { recursive: true });
  return folder;
}

function installPackages(folder: string): void {
  write(folder, 'node_modules/react/package.json', '{ "name": "react", "main": "index.js" }');
  write(folder, 'node_modules/react/index.js', 'exports.thing = 1;');
  mkdirSync(path.join(folder, 'node_modules/@mutation-prediction'));
  for (const [name, { folder: workspace, files }] of Object.entries(INSTALLED)) {
    const manifest = path.join(workspace, 'package.json');
    copyFileSync(path.join(ROOT, manifest), path.join(folder, manifest));
    for (const file of files) write(folder, path.join(workspace, file), 'export const thing = 1;');
    symlinkSync(path.join(folder, workspace), path.join(folder, 'node_modules', name), 'dir');
  }
}

/** A file that imports a value, and one that imports a type. */
function plant(folder: string, file: string, target: string): void {
  write(folder, `${file}.ts`, importing(target));
  write(
    folder,
    `${file}Type.ts`,
    `import type { Thing } from '${target}';\nexport type T = Thing;`,
  );
}

function importing(target: string): string {
  return `import { thing } from '${target}';\nexport const used = thing;\n`;
}

function write(folder: string, file: string, content: string): void {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), content);
}

function violations(cwd: string, config: string): Violation[] {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [CRUISER, ...cruisedFolders(), '--config', path.join(ROOT, config), '--output-type', 'json'],
    { cwd, encoding: 'utf8', maxBuffer: 2 ** 26 },
  );
  if (stdout === '') throw new Error(stderr);
  const { summary } = JSON.parse(stdout) as { summary: { violations: Violation[] } };
  return summary.violations;
}

/** As lint is told in package.json. */
function cruisedFolders(): string[] {
  return packageJson().scripts.cruise!.split(' ').slice(1);
}

function packageJson() {
  return JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
    workspaces: string[];
  };
}
