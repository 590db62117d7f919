/**
 * Radiomic features in real OHIF in Chromium: computed in the browser's workers, equal to the command
 * line's with the parameters that the panel hands out, and found again in the stored report.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RadiomicsFeature } from '@mutation-prediction/core';
import {
  decodePart10,
  radiomicMeasurements,
  readParameterFile,
  readPredictionReport,
} from '@mutation-prediction/core';
import type { Browser } from 'playwright-core';
import type { WrittenPhantom } from '../../server-adapter/src/index.js';
import { writePhantomStudy } from '../../server-adapter/src/index.js';
import type { Archive } from '../support/archive.js';
import { filesBelow, orthancArchive } from '../support/archive.js';
import { checkSr } from '../support/checkSr.js';
import { runCli } from '../support/cli.js';
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
  archive = await orthancArchive(studyFolder);
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

/** Computes a set and copies it and its parameters, as a user takes them elsewhere. */
async function compute(
  { page, panel, says }: PanelPage,
  set: string,
  voxels: string,
): Promise<Copied> {
  await panel.getByLabel('Set').selectOption(set);
  await panel.getByLabel('Voxels').selectOption(voxels);
  await panel.getByRole('button', { name: 'Compute features' }).click();
  await says(new RegExp(`^${set} features of Nodule`), 240_000);
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  await panel.getByRole('button', { name: 'Copy as CSV' }).click();
  await panel.getByText('Copied').waitFor();
  const [, ...lines] = (await clipboard()).trimEnd().split('\n');
  await panel.getByRole('button', { name: 'Copy parameters' }).click();
  await panel.getByText('Copied').nth(1).waitFor();
  const rows = lines.map((line) => {
    const [name = '', , , , value = ''] = line.split(',');
    return { name, value };
  });
  return { parameters: await clipboard(), rows };
}

/** The command line on the same files, with the parameters that the panel hands out. */
async function onCommandLine(parameters: string): Promise<ReadonlyMap<string, number | null>> {
  const file = path.join(folder, 'parameters.yaml');
  writeFileSync(file, parameters);
  const ct = path.join(studyFolder, 'ct');
  const seg = path.join(studyFolder, 'seg/nodule.dcm');
  const run = await runCli('radiomics', '--ct', ct, '--seg', seg, '--params', file, '--json');
  expect(run.code).toBe(0);
  const { features } = JSON.parse(run.stdout) as { features: Record<string, number | null> };
  return new Map(Object.entries(features));
}

async function openFeatures(): Promise<PanelPage> {
  const opened = await openPanel(browser, archive.viewer.studyUrl(study.studyInstanceUid));
  await opened.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await opened.panel.getByRole('button', { name: 'Features', exact: true }).click();
  return opened;
}

test.each([
  ['851', 'scanned'],
  ['1781', 'millimetre'],
])('the browser’s %s features (%s) are the command line’s', async (set, voxels) => {
  const opened = await openFeatures();
  const { parameters, rows } = await compute(opened, set, voxels);
  const expected = await onCommandLine(parameters);
  expect(rows.map(({ name }) => name)).toEqual([...expected.keys()]);
  const other = rows.filter(({ name, value }) => {
    const same = expected.get(name) ?? null;
    if (value === '' || same === null) return value !== '' || same !== null;
    return Math.abs(Number(value) - same) > TOLERANCE * Math.abs(same);
  });
  expect(other).toEqual([]);
  expect(opened.uncaught).toEqual([]);
  await opened.close();
});

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

test('features with a code are stored with the report and found again in it', async () => {
  const opened = await openFeatures();
  const { panel, says } = opened;
  const { parameters, rows } = await compute(opened, '107', 'scanned');
  await panel.getByRole('checkbox', { name: /have an IBSI code/ }).check();
  await opened.run();
  await opened.save.click();
  await says('Stored in the archive', 60_000);

  const [sr, ...others] = await archive.stored();
  expect(others).toHaveLength(0);
  expect(checkSr(sr!, filesBelow(studyFolder))).toEqual([]);
  const { lesions } = readPredictionReport(await decodePart10(sr!));
  const measurements = lesions[0]!.measurements!;
  const features = rows.map(({ name, value }) => {
    const [imageType, featureClass, feature] = name.split('_');
    return { name, imageType, featureClass, feature, value: Number(value) } as RadiomicsFeature;
  });
  expect(measurements).toEqual(
    radiomicMeasurements(features, readParameterFile(parameters, 'parameters.yaml')),
  );

  await opened.page.reload();
  const reloaded = await attachPanel(opened.page, opened.uncaught);
  await reloaded.panel.getByRole('button', { name: /^Open the prediction of/ }).click();
  await reloaded.panel.getByText(`Features in the report (${measurements.length})`).click();
  await reloaded.panel.getByText('Volume of Mesh').waitFor();
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
