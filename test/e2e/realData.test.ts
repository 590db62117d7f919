/**
 * Real CT in real OHIF, where the test data is at hand: the IBSI lung cancer by its RTSTRUCT and by a
 * SEG of its mask, and a TCIA patient by a labelmap drawn around the published tumour centre.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Prediction } from '@mutation-prediction/core';
import {
  decodePart10,
  isPredictionReport,
  readCtSeries,
  readPredictionReport,
} from '@mutation-prediction/core';
import type { Browser } from 'playwright-core';
import { folderArchive } from '../support/archive.js';
import { checkSr } from '../support/checkSr.js';
import { runCli } from '../support/cli.js';
import { dataFolder, folderSources } from '../support/dicomFiles.js';
import { drawBall, openPanel } from '../support/panelPage.js';
import type { PanelPage } from '../support/panelPage.js';
import { launchChromium } from '../support/viewerPage.js';
import { predictedTargets } from '../support/predictedTargets.js';

const folder = mkdtempSync(path.join(tmpdir(), 'mp-real-data-'));
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

const ibsi = dataFolder('ct-seg/ibsi-ct');
const tcia = dataFolder('tcia/R01-001-ct');

(ibsi ? test : test.skip)('the IBSI lung cancer by its RTSTRUCT', async () => {
  const report = await predictInViewer(`${ibsi!}/dicom`, async (opened) => {
    expect(await opened.lesion(/GTV-1/).isChecked()).toBe(true);
  });

  expect(report.lesion.voxelCount).toBe(125_256);
  expect(report.warnings.map(({ code }) => code)).toContain('lesion-exceeds-field');
  const image = `${ibsi!}/dicom/image`;
  const byRtStruct = await predictOnCommandLine(image, `${ibsi!}/dicom/mask/DCM_RS_00060.dcm`);
  expectSamePrediction(report, byRtStruct);
});

const python = process.env['MP_PYTHON'];
if (ibsi && !python) {
  process.stderr.write('skipped: no Python with highdicom (MP_PYTHON) to make a SEG of the mask\n');
}

(ibsi && python ? test : test.skip)(
  'the same by a SEG that highdicom made of its mask',
  async () => {
    const seg = path.join(folder, 'ibsi-seg.dcm');
    execFileSync(python!, ['test/golden/ibsi/make_seg.py', ibsi!, seg], { stdio: 'ignore' });
    const study = path.join(folder, 'ibsi-with-seg');
    mkdirSync(study);
    for (const source of folderSources(`${ibsi!}/dicom/image`)) {
      writeFileSync(path.join(study, source.name), await source.read());
    }
    copyFileSync(seg, path.join(study, 'seg.dcm'));

    const report = await predictInViewer(study, async (opened) => {
      expect(await opened.lesion(/GTV-1/).isChecked()).toBe(true);
    });

    expect(report.inputs.segmentation.kind).toBe('SEG');
    const image = `${ibsi!}/dicom/image`;
    expectSamePrediction(report, await predictOnCommandLine(image, seg));
    expectSamePrediction(
      report,
      await predictOnCommandLine(image, `${ibsi!}/dicom/mask/DCM_RS_00060.dcm`),
    );
  },
);

(tcia ? test : test.skip)('R01-001 by a labelmap drawn around its centroid', async () => {
  const study = path.join(folder, 'tcia');
  mkdirSync(study);
  for (const source of folderSources(tcia!)) {
    writeFileSync(path.join(study, source.name), await source.read());
  }
  let segmentation: Uint8Array | undefined;
  const report = await predictInViewer(
    study,
    async (opened) => {
      await opened.says('This study has no segmentation yet.');
      // Published for this patient: shared data, tcia/tumour-centroids.csv.
      await drawBall(opened.page, { centreLps: [-95.69, -144.98, -66.12], radiusMm: 10 });
      await opened.lesion(/Segment 1/).waitFor({ timeout: 60_000 });
    },
    (files) => (segmentation = files[0]),
  );

  const seg = path.join(folder, 'tcia-seg.dcm');
  writeFileSync(seg, segmentation!);
  expectSamePrediction(report, await predictOnCommandLine(study, seg));
});

/** Opens a study folder, predicts, saves, and gives the prediction in the stored report. */
async function predictInViewer(
  study: string,
  prepare: (opened: PanelPage) => Promise<void>,
  onSegmentations: (files: readonly Uint8Array[]) => void = () => undefined,
): Promise<Prediction> {
  const archive = await folderArchive(study, mkdtempSync(path.join(folder, 'stow-')));
  try {
    const opened = await openPanel(browser, archive.viewer.studyUrl(await studyOf(study)));
    await prepare(opened);
    await opened.run();
    await opened.save.click();
    await opened.says('Stored in the archive', 120_000);
    expect(opened.uncaught).toEqual([]);
    await opened.close();

    const stored = await archive.stored();
    const datasets = await Promise.all(stored.map(decodePart10));
    const at = datasets.findIndex(isPredictionReport);
    const segmentations = stored.filter((_, index) => index !== at);
    expect(checkSr(stored[at]!, segmentations)).toEqual([]);
    onSegmentations(segmentations);
    return readPredictionReport(datasets[at]!).predictions[0]!;
  } finally {
    await archive.close();
  }
}

async function studyOf(study: string): Promise<string> {
  const recursive = study.endsWith('/dicom') ? path.join(study, 'image') : study;
  const { series } = await readCtSeries(folderSources(recursive));
  return series[0]!.identity.studyInstanceUid;
}

async function predictOnCommandLine(ct: string, seg: string): Promise<Prediction> {
  const { code, stdout, stderr } = await runCli('predict', '--ct', ct, '--seg', seg, '--json');
  expect([code, stderr]).toEqual([0, expect.any(String)]);
  return JSON.parse(stdout) as Prediction;
}

function expectSamePrediction(a: Prediction, b: Prediction): void {
  expect(a.lesion.voxelCount).toBe(b.lesion.voxelCount);
  a.lesion.centroidLps.forEach((mm, axis) => {
    expect(mm).toBeCloseTo(b.lesion.centroidLps[axis]!, 6);
  });
  expect(a.inputs.clinical).toEqual(b.inputs.clinical);
  const targets = predictedTargets(b);
  predictedTargets(a).forEach(({ id, probability }, index) => {
    expect(targets[index]!.id).toBe(id);
    expect(Math.abs(probability - targets[index]!.probability)).toBeLessThanOrEqual(1e-5);
  });
}
