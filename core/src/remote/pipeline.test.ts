/** What a pipeline takes and gives, tensor by tensor. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ModelManifest } from '../contract/modelManifest.js';
import { modelManifestSchema } from '../contract/modelManifest.js';
import { predictionSchema } from '../contract/prediction.js';
import type { PredictionRequest } from '../contract/request.js';
import type { CtImage } from '../imaging/ctImage.js';
import type { Grid } from '../imaging/grid.js';
import { cropVolume } from '../imaging/crop.js';
import { sampleInputs } from '../inputs/sampleInputs.js';
import { predict } from '../prediction/predict.js';
import { preparePrediction } from '../prediction/preparePrediction.js';
import { ellipsoidMask, hashedCt } from '../../../test/support/hashedCt.js';
import { hashedLesion } from '../../../test/support/hashedLesion.js';
import { decodePipelineRequest, encodePipelineRequest } from './pipelineRequest.js';
import { decodePipelineResult, pipelineResultSchema } from './pipelineResult.js';
import { pipelineInputs, pipelineOutputs } from './pipelineTensors.js';
import { runPipeline } from './runPipeline.js';
import { caseOf, hashingModel, MANIFESTS } from '../../../test/serving/remoteCases.js';
import type { PipelineTensor } from './wireTensor.js';
import { jsonTensor, numberTensor, readJson, tensorNamed } from './wireTensor.js';

const packages = path.join(process.cwd(), 'models/packages');
const shipped = readdirSync(packages).map((id) =>
  modelManifestSchema.parse(
    JSON.parse(readFileSync(path.join(packages, id, 'model.json'), 'utf8')),
  ),
);

const encoded = async (manifest: ModelManifest, request: PredictionRequest) =>
  encodePipelineRequest(await sampleInputs(request, manifest.inputs), manifest);

const requestOf = async (manifest: ModelManifest) => encoded(manifest, await caseOf(manifest));

/** 0.7 mm × 0.7 mm × 1.25 mm. */
const grid: Grid = {
  size: [120, 120, 68],
  origin: [-42, -42, -42.5],
  axes: [
    [0.7, 0, 0],
    [0, 0.7, 0],
    [0, 0, 1.25],
  ],
};
const volume = hashedCt(grid, false);
const ct: CtImage = {
  grid,
  acquisition: {},
  readRegion: (box) => Promise.resolve(cropVolume(volume, box)),
};
/** 30 mm in diameter. */
const ball = ellipsoidMask(grid, {
  centre: [60, 60, 34],
  weights: [0.49, 0.49, 1.5625],
  limit: 225,
});
const requestOfBall = (manifest: ModelManifest) =>
  preparePrediction(ct, ball, hashedLesion.source, { ageYears: 64 }, manifest);

describe('a request', () => {
  test.each(shipped.map((manifest) => [manifest.id, manifest] as const))(
    'to %s of a lesion of 30 mm is below 1 MB, and is what its metadata say',
    async (_, manifest) => {
      const tensors = await encoded(manifest, await requestOfBall(manifest));
      expect(tensors.reduce((sum, { data }) => sum + data.byteLength, 0)).toBeLessThan(1e6);
      const metadata = pipelineInputs(manifest);
      expect(tensors.map(({ name, datatype }) => ({ name, datatype }))).toEqual(
        metadata.map(({ name, datatype }) => ({ name, datatype })),
      );
      tensors.forEach(({ shape }, n) => {
        const expected = metadata[n]!.shape;
        expect(shape.map((length, axis) => (expected[axis] === -1 ? -1 : length))).toEqual(
          expected,
        );
      });
    },
  );

  test('of nine views is one cube of whole Hounsfield units', async () => {
    const mmdl = shipped.find(({ id }) => id === 'mmdl-demo')!;
    const [cube] = await encoded(mmdl, await requestOfBall(mmdl));
    expect(cube).toMatchObject({ name: 'views', datatype: 'INT16', shape: [64, 64, 64] });
    expect(cube!.data.byteLength).toBe(2 * 64 ** 3);
  });

  test('comes out as it went in, wherever its bytes begin', async () => {
    for (const manifest of Object.values(MANIFESTS)) {
      const { warnings, ...sampled } = await sampleInputs(
        await caseOf(manifest, { clinical: { ageYears: 61.5, sex: 'F', smoking: 'never' } }),
        manifest.inputs,
      );
      expect(warnings).toBeDefined();
      const sent = encodePipelineRequest(sampled, manifest).map(atOddOffset);
      const { descriptor, ...inputs } = sampled;
      expect(decodePipelineRequest(sent.reverse(), manifest)).toEqual({
        ...inputs,
        // Not sent to a model that has no use for it.
        ...(manifest.likeness && { descriptor }),
      });
    }
  });

  test('holds nothing that tells whose lesion it is', async () => {
    // The letters of what no server may learn, in every field that may hold some.
    const canaries: string[] = [];
    const canary = (text: string) => {
      canaries.push(text);
      return text;
    };
    for (const manifest of Object.values(MANIFESTS)) {
      const request = await caseOf(manifest, {
        clinical: { ageYears: 61, stage: 3, heightCm: 171.375 },
        windows: Array.from({ length: 99 }, () => ({ centre: -612.5, width: 1471 })),
        acquisition: {
          modality: 'CT',
          bodyPartExamined: canary('CHEST-OF-DOE'),
          seriesDescription: canary('Doe^Jane thorax 19620314'),
          contrastBolusAgent: canary('Omnipaque for Jane Doe'),
          sliceThicknessMm: 1.0078125,
        },
        identity: {
          studyInstanceUid: canary('1.2.840.99.1'),
          seriesInstanceUid: canary('1.2.840.99.2'),
          frameOfReferenceUid: canary('1.2.840.99.3'),
          instances: [
            { sopClassUid: canary('1.2.840.99.4'), sopInstanceUid: canary('1.2.840.99.5') },
          ],
        },
      });
      const named: PredictionRequest = {
        ...request,
        lesion: {
          ...request.lesion,
          label: canary('Jane Doe, S3'),
          trackingUid: canary('2.25.998877'),
        },
        segmentation: {
          ...request.segmentation,
          studyInstanceUid: canary('1.2.840.99.6'),
          sopInstanceUid: canary('1.2.840.99.7'),
          segmentLabel: canary('GTV Doe 2026-02-03'),
        },
        inputWarnings: [{ code: 'segmentation-resampled', message: canary('Drawn by Dr Roe.') }],
      };
      const bytes = Buffer.concat(
        (await encoded(manifest, named)).flatMap(({ name, data }) => [Buffer.from(name), data]),
      );
      for (const text of [...canaries, 'Doe', 'Jane', '1.2.840', '2.25.', '171.375', '1.0078125']) {
        expect([text, bytes.includes(text, 0, 'utf8')]).toEqual([text, false]);
        expect([text, bytes.includes(text, 0, 'utf16le')]).toEqual([text, false]);
      }
    }
  });

  test('of clinical values holds those that the model asks for', async () => {
    const { clinicalAlone } = MANIFESTS;
    const request = await caseOf(clinicalAlone, {
      clinical: { ageYears: 61, sex: 'M', weightKg: 70, lobe: 'RUL' },
    });
    const [tensor] = await encoded(clinicalAlone, request);
    expect(readJson(tensor!)).toEqual({ ageYears: 61, sex: 'M' });
  });
});

/** The same tensor, its bytes where no array of larger elements can lie over them. */
function atOddOffset(tensor: PipelineTensor): PipelineTensor {
  const bytes = new Uint8Array(tensor.data.byteLength + 1);
  bytes.set(tensor.data, 1);
  return { ...tensor, data: bytes.subarray(1) };
}

type Change = (tensors: readonly PipelineTensor[]) => readonly PipelineTensor[];
const replacing =
  (name: string, tensor: Partial<PipelineTensor>): Change =>
  (tensors) =>
    tensors.map((one) => (one.name === name ? { ...one, ...tensor } : one));

test.each<[string, Change, RegExp]>([
  ['lacks an input', (tensors) => tensors.slice(1), /there is no "images"/],
  ['holds an input twice', (tensors) => [...tensors, tensors[0]!], /"images" comes twice/],
  [
    'holds what is no input',
    (tensors) => [...tensors, jsonTensor('PatientName', 'Doe')],
    /"PatientName" is none of its inputs/,
  ],
  [
    'holds another datatype',
    replacing('images', { datatype: 'FP32' }),
    /"images" is FP32 instead of INT16/,
  ],
  [
    'holds another shape',
    replacing('images', { shape: [8, 8, 9] }),
    /of shape \[8, 8, 9\] instead of \[8, 8, 8\]/,
  ],
  [
    'holds too few bytes',
    replacing('images', { data: new Uint8Array(8) }),
    /"images" has 8 bytes instead of 1024/,
  ],
  [
    'holds numbers for JSON',
    replacing('patient', numberTensor('patient', [1], new Float32Array(1))),
    /"patient" is not one element of BYTES/,
  ],
  [
    'holds half of its JSON',
    replacing('patient', { data: jsonTensor('patient', { sex: 'F' }).data.subarray(0, 9) }),
    /"patient" is not one element of BYTES/,
  ],
  [
    'holds no JSON',
    replacing('patient', { data: new Uint8Array([1, 0, 0, 0, 0xff]) }),
    /"patient" is not JSON in UTF-8/,
  ],
  [
    'holds no clinical values',
    replacing('patient', jsonTensor('patient', { ageYears: 'old' })),
    /"patient" holds no clinical values \(ageYears/,
  ],
  [
    'tells a name',
    replacing('patient', jsonTensor('patient', { patientName: 'Doe' })),
    /"patient" holds no clinical values/,
  ],
])('a request that %s is refused', async (_, change, message) => {
  const { views } = MANIFESTS;
  const inputs = change(await requestOf(views));
  await expect(runPipeline({ inputs }, hashingModel(views))).rejects.toMatchObject({
    code: 'invalid-request',
    message: expect.stringMatching(message) as string,
  });
});

test('a block of any size is as large as its shape says', async () => {
  const inputs = (await requestOf(MANIFESTS.other)).map((tensor) =>
    tensor.name === 'block' ? { ...tensor, shape: [2, 3, -1] } : tensor,
  );
  await expect(runPipeline({ inputs }, hashingModel(MANIFESTS.other))).rejects.toMatchObject({
    code: 'invalid-request',
  });
});

describe('an answer', () => {
  const { views } = MANIFESTS;
  const answer = async (outputs?: readonly string[]) =>
    runPipeline(
      { inputs: await requestOf(views), ...(outputs && { outputs }) },
      hashingModel(views),
    );

  test('holds the result alone where nothing is named', async () => {
    expect((await answer()).map(({ name }) => name)).toEqual(['prediction']);
    expect((await answer([])).map(({ name }) => name)).toEqual(['prediction']);
  });

  test('holds what is named, as the metadata say', async () => {
    const metadata = pipelineOutputs(views);
    const names = metadata.map(({ name }) => name);
    expect(names).toEqual(['prediction', 'views', 'activation_maps.images', 'contributions']);
    const found = await answer(names);
    expect(found.map(({ name, datatype }) => ({ name, datatype }))).toEqual(
      metadata.map(({ name, datatype }) => ({ name, datatype })),
    );
    expect(tensorNamed(found, 'views').shape).toEqual(metadata[1]!.shape);
    expect(tensorNamed(found, 'activation_maps.images').shape).toEqual([2, 3, 2, 2]);
  });

  test('holds the views that are cut where the lesion is, to the last bit', async () => {
    const { viewHu } = decodePipelineResult(await answer(['prediction', 'views']), views);
    const here = await predict(await caseOf(views), hashingModel(views));
    expect(viewHu).toEqual(here.views!.hu);
  });

  test('says of whoever asks what the model can know, and nothing of a lesion', async () => {
    const result = pipelineResultSchema.parse(readJson((await answer())[0]!));
    const codes = (warnings: readonly { readonly code: string }[]) =>
      warnings.map(({ code }) => code);
    expect(codes(result.warnings.model)).toEqual(['demonstration-weights']);
    expect(codes(result.warnings.clinical)).toEqual(Array(3).fill('clinical-missing'));
    expect(codes(result.warnings.run)).toEqual(['unlike-training-data', 'device-fallback']);
    expect(result.clinical).toEqual({ used: {}, missing: ['sex', 'age', 'smoking'] });
    expect(Object.keys(result)).not.toEqual(expect.arrayContaining(['lesion']));
    expect(predictionSchema.shape.targets.parse(result.targets)).toEqual(result.targets);
  });

  test('to an unknown output is a refusal that lists the known ones', async () => {
    await expect(answer(['heatmap'])).rejects.toMatchObject({
      code: 'invalid-request',
      message: expect.stringContaining('"heatmap"') as string,
      advice: 'Ask for: prediction, views, activation_maps.images, contributions.',
    });
  });

  test.each<[string, (tensors: readonly PipelineTensor[]) => readonly PipelineTensor[]]>([
    ['no result', (tensors) => tensors.slice(1)],
    ['another result', replacing('prediction', jsonTensor('prediction', { targets: [] }))],
    ['views of another size', replacing('views', { shape: [3, 16, 15] })],
    [
      'contributions that are none',
      replacing('contributions', jsonTensor('contributions', { targets: [{ id: 'EGFR' }] })),
    ],
    ['maps of another model', replacing('activation_maps.images', { shape: [3, 2, 2, 2] })],
  ])('with %s is no answer', async (_, change) => {
    const names = pipelineOutputs(views).map(({ name }) => name);
    const received = change(await answer(names));
    expect(() => decodePipelineResult(received, views)).toThrow(
      expect.objectContaining({ code: 'inference-failed' }) as Error,
    );
  });
});
