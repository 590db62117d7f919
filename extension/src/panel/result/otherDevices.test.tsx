/**
 * A runtime and a backend that this version has never heard of, from the run over the report to what
 * the panel says.
 */
import {
  buildPredictionReport,
  checkReport,
  cropVolume,
  decodePart10,
  en,
  encodePart10,
  predict,
  predictionSchema,
  preparePrediction,
  readPredictionReport,
  type CtImage,
  type Device,
  type Prediction,
} from '@mutation-prediction/core';
import { renderToStaticMarkup } from 'react-dom/server';
import { asReported } from '../../../../test/support/asReported.js';
import { hashedCt } from '../../../../test/support/hashedCt.js';
import { hashedLesion } from '../../../../test/support/hashedLesion.js';
import { manifestFixture } from '../../../../test/support/manifestFixture.js';
import {
  reportContextFixture,
  reportedLesionFixture,
} from '../../../../test/support/predictionFixture.js';
import { predictionSummary } from '../report/predictionSummary.js';
import { prediction as predictionOn } from '../testing/fixtures.js';
import { ResultDetails } from './ResultDetails.js';

const devices: readonly Device[] = [
  {
    runtime: 'triton',
    runtimeVersion: '2.51.0',
    backend: 'tensorrt',
    name: 'NVIDIA H200',
    fallbackReason: 'The other server is full.',
  },
  // Names as no one should choose them.
  {
    runtime: ' läuft=überall \\ 2 ',
    runtimeVersion: '',
    backend: 'constructor',
    name: '處理器',
    threads: 3,
  },
];

async function predictOn(device: Device): Promise<Prediction> {
  const { grid, mask, source } = hashedLesion;
  const { image } = reportContextFixture();
  const volume = hashedCt(grid, false);
  const ct: CtImage = {
    grid,
    acquisition: {},
    identity: image,
    readRegion: (box) => Promise.resolve(cropVolume(volume, box)),
  };
  const manifest = { ...manifestFixture(), outputs: { probabilities: 'p' } };
  const request = await preparePrediction(ct, mask, source, {}, manifest);
  const { prediction } = await predict(request, {
    manifest,
    digest: `sha256:${'a'.repeat(64)}`,
    session: {
      device,
      run: () => Promise.resolve({ p: { data: Float32Array.of(0.25, 0.5), dims: [1, 2] } }),
      release: () => Promise.resolve(),
    },
  });
  return prediction;
}

/** What stands in the details, by its title. */
function detailsOf(prediction: Prediction): Readonly<Record<string, string>> {
  const html = renderToStaticMarkup(<ResultDetails prediction={prediction} />);
  const rows = html.matchAll(/<dt[^>]*>(.*?)<\/dt><dd[^>]*>(.*?)<\/dd>/g);
  return Object.fromEntries([...rows].map(([, title, text]) => [title, text]));
}

test.each(devices)('$runtime on $backend survives the report', async (device) => {
  const prediction = await predictOn(device);
  expect(predictionSchema.parse(prediction).device).toEqual(device);
  const { segmentation } = reportedLesionFixture();
  const report = buildPredictionReport([{ prediction, segmentation }], reportContextFixture());
  expect(checkReport(report)).toEqual([]);
  const [read] = readPredictionReport(await decodePart10(await encodePart10(report))).predictions;
  expect(read).toStrictEqual(asReported(prediction));

  const { runtime, runtimeVersion, backend, name, threads, fallbackReason } = device;
  expect(detailsOf(read!)).toMatchObject({
    Device: [backend, name, ...(threads ? [`${threads} threads`] : [])].join(', '),
    Runtime: `${runtime} ${runtimeVersion}`,
  });
  const lines = predictionSummary(read!, en).split('\n');
  expect(lines).toContain(`Device: ${name} (${backend})`);
  if (fallbackReason) {
    expect(lines).toContain(`- The model ran on ${backend}. ${fallbackReason}`);
  }
});

test.each([
  [{ backend: 'webgpu', name: 'Intel Iris Xe' }, 'WebGPU, Intel Iris Xe'],
  [
    { backend: 'wasm', name: '4-core processor', threads: 4 },
    'WebAssembly, 4-core processor, 4 threads',
  ],
  [{ backend: 'cpu', name: 'Xeon', threads: 8 }, 'CPU, Xeon, 8 threads'],
])('the devices of today have their names: %o', (device, text) => {
  const on = { runtime: 'onnxruntime-web', runtimeVersion: '1.30.0', ...device };
  expect(detailsOf(predictionOn({ device: on }))).toMatchObject({
    Device: text,
    Runtime: 'onnxruntime-web 1.30.0',
  });
});
