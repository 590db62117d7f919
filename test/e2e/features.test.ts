/**
 * Radiomic features in real OHIF in Chromium: computed in the browser's workers, equal to the command
 * line's with the parameters that the panel hands out, and found again in the stored report.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FeatureParameters } from '@mutation-prediction/core';
import {
  decodePart10,
  radiomicMeasurements,
  readIbsiParameterFile,
  readParameterFile,
  readPredictionReport,
} from '@mutation-prediction/core';
import type { Browser } from 'playwright-core';
import type { WrittenPhantom } from '@mutation-prediction/server-adapter/viewer';
import { writePhantomStudy } from '@mutation-prediction/server-adapter/viewer';
import type { Archive } from '../support/archive.js';
import { filesBelow, folderArchive, orthancArchive } from '../support/archive.js';
import { checkSr } from '../support/checkSr.js';
import { runCli } from '../support/cli.js';
import { hasOrthanc } from '../support/orthanc.js';
import type { PanelPage } from '../support/panelPage.js';
import { attachPanel, openPanel } from '../support/panelPage.js';
import { launchChromium } from '../support/viewerPage.js';

/** Relative. Two versions of V8 may take a power or a logarithm to another last bit. */
const TOLERANCE = 1e-12;

const folder = mkdtempSync(path.join(tmpdir(), 'mp-features-'));
const studyFolder = path.join(folder, 'study');
let browser: Browser;
let study: WrittenPhantom;
let archive: Archive;

beforeAll(async () => {
  study = await writePhantomStudy(studyFolder, { size: [160, 160, 80] });
  archive = hasOrthanc
    ? await orthancArchive(studyFolder)
    : await folderArchive(studyFolder, path.join(folder, 'stow'));
  browser = await launchChromium();
});

afterAll(async () => {
  await browser.close();
  await archive.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Copied {
  readonly parameters: string;
  readonly rows: readonly { readonly name: string; readonly value: string }[];
}

interface Choice {
  readonly set: string;
  readonly voxels?: string;
  readonly configuration?: string;
  readonly count: number;
}

/** Computes a set and copies it and its parameters, as a user takes them elsewhere. */
async function compute({ page, panel, says }: PanelPage, choice: Choice): Promise<Copied> {
  const { set, voxels, configuration, count } = choice;
  await panel.getByLabel('Set').selectOption(set);
  if (voxels) await panel.getByLabel('Voxels').selectOption(voxels);
  if (configuration) await panel.getByLabel('Config.').selectOption(configuration);
  await panel.getByRole('button', { name: 'Compute features' }).click();
  await says(new RegExp(`^${count} features of Nodule`), 240_000);
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  await panel.getByRole('button', { name: 'Copy as CSV' }).click();
  await panel.getByText('Copied').waitFor();
  const [, ...lines] = (await clipboard()).trimEnd().split('\n');
  await panel.getByRole('button', { name: 'Copy parameters' }).click();
  await panel.getByText('Copied').nth(1).waitFor();
  const rows = lines.map((line) => {
    // A cell with commas stands in quotes.
    const [name = '', , , , value = ''] = line.replace(/"[^"]*"/g, '').split(',');
    return { name, value };
  });
  return { parameters: await clipboard(), rows };
}

/** The command line on the same files, with options for which features. */
async function onCommandLine(...options: string[]): Promise<ReadonlyMap<string, number | null>> {
  const ct = path.join(studyFolder, 'ct');
  const seg = path.join(studyFolder, 'seg/nodule.dcm');
  const run = await runCli('radiomics', '--ct', ct, '--seg', seg, ...options, '--json');
  expect(run.code).toBe(0);
  const { features } = JSON.parse(run.stdout) as { features: Record<string, number | null> };
  return new Map(Object.entries(features));
}

/** The parameters that the panel hands out, as a file for the command line. */
function asFile(parameters: string): string {
  const file = path.join(folder, 'parameters.yaml');
  writeFileSync(file, parameters);
  return file;
}

/** Same names in the same order, values within the tolerance, and none where there is none. */
function expectSame(rows: Copied['rows'], expected: ReadonlyMap<string, number | null>): void {
  expect(rows.map(({ name }) => name)).toEqual([...expected.keys()]);
  const other = rows.filter(({ name, value }) => {
    const same = expected.get(name) ?? null;
    if (value === '' || same === null) return value !== '' || same !== null;
    return Math.abs(Number(value) - same) > TOLERANCE * Math.abs(same);
  });
  expect(other).toEqual([]);
}

async function openFeatures(): Promise<PanelPage> {
  const opened = await openPanel(browser, archive.viewer.studyUrl(study.studyInstanceUid));
  await opened.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await opened.panel.getByRole('button', { name: 'Features', exact: true }).click();
  return opened;
}

test.each([
  { set: '851', voxels: 'scanned', count: 851 },
  { set: '1781', voxels: 'millimetre', count: 1781 },
])('the browser’s $set features ($voxels) are the command line’s', async (choice) => {
  const opened = await openFeatures();
  const { parameters, rows } = await compute(opened, choice);
  expectSame(rows, await onCommandLine('--params', asFile(parameters)));
  expect(opened.uncaught).toEqual([]);
  await opened.close();
});

test.each([
  { set: 'ibsi', configuration: 'A', count: 346 },
  { set: 'ibsi', configuration: 'C', count: 210 },
  { set: 'ibsi', configuration: 'E', count: 210 },
])(
  'the browser’s features of IBSI’s configuration $configuration are the command line’s',
  async (choice) => {
    const opened = await openFeatures();
    const { parameters, rows } = await compute(opened, choice);
    const { configuration } = choice;
    expectSame(rows, await onCommandLine('--profile', 'ibsi', '--configuration', configuration));
    // The file handed out asks for the same.
    expectSame(rows, await onCommandLine('--profile', 'ibsi', '--params', asFile(parameters)));
    expect(opened.uncaught).toEqual([]);
    await opened.close();
  },
);

test('Cancel ends the computation at once, and it can be started again', async () => {
  const opened = await openFeatures();
  const { panel, says } = opened;
  await panel.getByLabel('Set').selectOption('1781');
  await panel.getByRole('button', { name: 'Compute features' }).click();
  await panel.getByRole('progressbar').waitFor();
  await panel.getByRole('button', { name: 'Cancel' }).click();
  await says('Cancelled; nothing was computed.');
  await panel.getByLabel('Set').selectOption('107');
  await panel.getByRole('button', { name: 'Compute features' }).click();
  await says(/^107 features of Nodule/, 60_000);
  expect(opened.uncaught).toEqual([]);
  await opened.close();
});

interface ReportedChoice extends Choice {
  readonly title: string;
  readonly read: (yaml: string) => FeatureParameters;
  /** In the panel, of the stored report. */
  readonly shows: string;
  /** Validators take minutes for hundreds of features: some of each family are in reportConformance. */
  readonly isValidated: boolean;
}

test.each<ReportedChoice>([
  {
    title: 'PyRadiomics’',
    set: '107',
    voxels: 'scanned',
    count: 107,
    read: (yaml) => readParameterFile(yaml, 'parameters.yaml'),
    shows: 'binWidth=25',
    isValidated: true,
  },
  {
    title: 'IBSI’s',
    set: 'ibsi',
    configuration: 'C',
    count: 210,
    read: (yaml) => readIbsiParameterFile(yaml, 'parameters.yaml'),
    shows: 'configuration C',
    isValidated: false,
  },
])('$title features with a code are stored with the report and found again', async (choice) => {
  const before = await archive.stored();
  const opened = await openFeatures();
  const { panel, says } = opened;
  const { parameters, rows } = await compute(opened, choice);
  await panel.getByRole('checkbox', { name: /have an IBSI code/ }).check();
  await opened.run();
  await opened.save.click();
  await says('Stored in the archive', 60_000);

  const [sr, ...others] = (await archive.stored()).filter(
    (file) => !before.some((known) => Buffer.compare(known, file) === 0),
  );
  expect(others).toHaveLength(0);
  if (choice.isValidated) expect(checkSr(sr!, filesBelow(studyFolder))).toEqual([]);
  const { lesions } = readPredictionReport(await decodePart10(sr!));
  const measurements = lesions[0]!.measurements!;
  const features = rows
    .filter(({ value }) => value !== '')
    .map(({ name, value }) => ({ name, value: Number(value) }));
  expect(measurements).toEqual(radiomicMeasurements(features, choice.read(parameters)));

  await opened.page.reload();
  const reloaded = await attachPanel(opened.page, opened.uncaught);
  await reloaded.panel
    .getByRole('button', { name: /^Open the prediction of/ })
    .first()
    .click();
  await reloaded.panel.getByText(`Features in the report (${measurements.length})`).click();
  await reloaded.panel.getByText('Volume of Mesh').waitFor();
  await reloaded.says(new RegExp(choice.shows));
  expect(opened.uncaught).toEqual([]);
  await opened.close();
});

test('the script of the workers is on its own: a viewer that computes none does not load it', async () => {
  const opened = await openPanel(browser, archive.viewer.studyUrl(study.studyInstanceUid));
  const loaded = await opened.page.evaluate(() =>
    performance.getEntriesByType('resource').map(({ name }) => name),
  );
  expect(loaded.filter((url) => /radiomics\.worker|features\./.test(url))).toEqual([]);
  await opened.close();
});
