import { MutationPredictionError } from '../../core/src/errors.js';
import { FakeBackgroundServer } from '../../extension/src/panel/testing/fakeBackgroundServer.js';
import { FakeModelHost } from '../../extension/src/panel/testing/fakeModelHost.js';
import { FakeModelServer } from '../../extension/src/panel/testing/fakeModelServer.js';
import { FakeRadiomicsHost } from '../../extension/src/panel/testing/fakeRadiomicsHost.js';
import { FakeStudyHost } from '../../extension/src/panel/testing/fakeStudyHost.js';
import {
  ct,
  lesion,
  modelEntry,
  prediction,
  priorPrediction,
  segmentation,
  snapshot,
} from '../../extension/src/panel/testing/fixtures.js';
import type { Warning } from '../../core/src/contract/warning.js';
import { fallbackOf } from '../../core/src/contract/fallback.js';
import type { RunsOn, StudySnapshot } from '../../extension/src/contract.js';
import { foreignMeasurements, measuredReport } from '../../extension/src/panel/testing/measured.js';

/** A situation of the panel: its hosts, and what a user does to get there. */
export interface Scene {
  readonly studyHost: FakeStudyHost;
  readonly modelHost: FakeModelHost;
  readonly modelServer?: FakeModelServer;
  readonly radiomicsHost: FakeRadiomicsHost;
  act(user: SceneUser): Promise<void>;
}

export interface SceneUser {
  /** Clicks the first button whose name or text begins with `name`, once there is one that can be used. */
  click(name: string): Promise<void>;
  /** Waits until `text` is on the page. */
  see(text: string): Promise<void>;
}

function scene(
  study: Partial<StudySnapshot>,
  setUp: (modelHost: FakeModelHost, studyHost: FakeStudyHost) => void = () => undefined,
  act: (user: SceneUser, hosts: Scene) => Promise<void> = async () => undefined,
): () => Scene {
  return () => {
    const studyHost = new FakeStudyHost(snapshot(study));
    const modelHost = new FakeModelHost();
    modelHost.viewSize = 299;
    setUp(modelHost, studyHost);
    const radiomicsHost = new FakeRadiomicsHost();
    const self: Scene = { studyHost, modelHost, radiomicsHost, act: (user) => act(user, self) };
    return self;
  };
}

/** WASM on so many cores, and why not WebGPU. */
function onProcessor(cores: number, why: 'no-adapter' | 'configured'): RunsOn {
  return {
    ...{ runtime: 'onnxruntime-web', backend: 'wasm', name: `${cores}-core processor` },
    threads: cores,
    ...fallbackOf([{ why }]),
  };
}

/** A scene at a site that has a server. */
function served(
  place: FakeModelServer['place'],
  setUp: (server: FakeModelServer) => void = () => undefined,
  act: (user: SceneUser, server: FakeModelServer, hosts: Scene) => Promise<void> = async () =>
    undefined,
): () => Scene {
  const atHome = scene({}, (modelHost) => {
    modelHost.runsOn = onProcessor(2, 'no-adapter');
  });
  return () => {
    const modelServer = new FakeModelServer(place);
    modelServer.models.viewSize = 299;
    setUp(modelServer);
    const self: Scene = { ...atHome(), modelServer, act: (user) => act(user, modelServer, self) };
    return self;
  };
}

const down = new MutationPredictionError('server-unreachable.silent', {
  server: 'gpu.example.org',
});

/** A run on the server that has come to a stage, or ended badly. */
const servedRun = (go: (models: FakeModelHost) => void) =>
  served(
    'server',
    ({ models }) => {
      models.holds = true;
    },
    async (user, { models }) => {
      await user.see('Runs on');
      await user.click('Predict');
      await user.see('Reading the lesion');
      go(models);
    },
  );

const refusedBy = (error: MutationPredictionError) => servedRun((models) => models.fail(error));
const server = 'gpu.example.org';

/** A package as the site offers it, in which nothing but its name is another. */
const offered = (id: string, name: string) => ({
  url: `/models/${id}`,
  model: { ...modelEntry, manifest: { ...modelEntry.manifest, id, name } },
});

const predict = async (user: SceneUser) => {
  await user.see('Runs on');
  await user.click('Predict');
  await user.see('What the network saw');
};

const withholding = (modelHost: FakeModelHost) => {
  modelHost.withholds = true;
};

const warned = (modelHost: FakeModelHost) => {
  modelHost.runsOn = onProcessor(4, 'configured');
  modelHost.result = {
    warnings: [
      { code: 'lesion-exceeds-field', message: '12 % of the lesion lies outside the 64 mm field.' },
      { code: 'clinical-missing', message: 'Smoking was not known; the training mean stood in.' },
      { code: 'contrast-unknown', message: 'The series does not say whether contrast was given.' },
      {
        code: 'device-fallback',
        message: 'WebGPU was off: it ran on WASM with 4 threads, several times slower.',
      },
    ],
  };
};

/** As many as a run of bad luck gives, of every level. */
const warnedOften = (modelHost: FakeModelHost) => {
  const warnings: Warning[] = [
    {
      code: 'thick-slices',
      message: 'The slices are 5 mm thick; more than 3 mm blurs the lesion.',
    },
    { code: 'lesion-small', message: 'The lesion is 4.2 mm long; less than 5 mm is too small.' },
    { code: 'lesion-exceeds-field', message: '12 % of the lesion lies outside the 64 mm field.' },
    { code: 'clinical-missing', message: 'Smoking was not known; the training mean stood in.' },
    { code: 'contrast-unknown', message: 'The series does not say whether contrast was given.' },
    { code: 'device-fallback', message: 'WebGPU was off: it ran on WASM with 4 threads.' },
    { code: 'dense-parts', message: '12 % of the lesion is as dense as bone.' },
    { code: 'not-chest', message: 'The CT is of the body part NECK, not of the chest.' },
  ];
  modelHost.result = { warnings };
};

const threeLesions = [
  segmentation({
    lesions: [
      lesion(),
      lesion({ id: 'seg-1:2:1', label: 'Lesion 2', longestDiameterMm: 11, volumeMm3: 640 }),
      lesion({ id: 'seg-1:3:1', label: 'Lesion 3', longestDiameterMm: 8, volumeMm3: 310 }),
    ],
  }),
];

/** Three lesions, one of which is withheld and one known from another study. */
const withSeveral = (modelHost: FakeModelHost, studyHost: FakeStudyHost) => {
  modelHost.withheld.add('Lesion 3');
  for (const n of [1, 2, 3]) studyHost.trackAs(`seg-1:${n}:1`, `2.25.7${n}`);
  const { lesion } = prediction();
  const then = { ...lesion, trackingUid: '2.25.72', longestDiameterMm: 10 };
  studyHost.change({
    prior: { status: 'ready', entries: [priorPrediction({ lesion: then })], refused: [] },
  });
};

const severalReported = [1, 2, 3].map((n) => ({
  id: n === 1 ? '1.9.7' : `1.9.7#${n}`,
  contentDate: '2026-01-01T10:00:00',
  prediction: prediction({
    uid: `2.25.97${n}`,
    lesion: { ...prediction().lesion, label: `Nodule ${n}`, trackingUid: `2.25.7${n}` },
  }),
}));

const storedContours = {
  source: 'SEG “GTV-1”, series 1000',
  studyInstanceUid: '1.2.3',
  seriesInstanceUid: '1.2.3.7',
  sopInstanceUid: '1.2.3.6',
};

const earlier = [
  {
    id: '1.9.1',
    contentDate: '2024-11-02T09:12:00Z',
    prediction: prediction({
      uid: '2.25.900',
      createdAt: '2024-11-02T09:12:00Z',
      targets: prediction().targets.map((t, i) => ({ ...t, probability: [0.27, 0.55][i]! })),
      warnings: [{ code: 'thick-slices', message: 'The CT slices are 5 mm thick; over 3 mm.' }],
    }),
  },
  {
    id: '1.9.2',
    contentDate: '2023-02-14T10:00:00Z',
    error: new MutationPredictionError('malformed-object.report-changed', { report: '1.9.2' }),
  },
];

const other = segmentation({
  id: 'seg-2',
  kind: 'RTSTRUCT',
  source: 'RTSTRUCT “Planning”, series 2001',
  lesions: [
    lesion({
      id: 'seg-2:1:1',
      label: 'GTV lower lobe with a long name',
      volumeMm3: 612,
      longestDiameterMm: 11.4,
      component: 1,
    }),
    lesion({ id: 'seg-2:1:2', label: 'GTV', volumeMm3: 62, longestDiameterMm: 5.1, component: 2 }),
  ],
  ctReason: { term: 'drawn-on' },
  ctAlternatives: [{ ...ct, id: 'ct-2', description: 'Series 5, LUNG 0.6 mm, 610 images' }],
});

const refused = segmentation({
  id: 'seg-3',
  source: 'SEG “PET lesions”, series 1002',
  status: 'refused',
  lesions: [],
  error: new MutationPredictionError('other-frame-of-reference.than-study', {
    segmentation: 'SEG “PET lesions”, series 1002',
  }),
});

export const scenes: Readonly<Record<string, () => Scene>> = {
  empty: scene({ segmentations: [] }),
  'no-ct': scene({ hasCt: false, segmentations: [], patient: {} }),
  ready: scene({}),
  loading: scene({ segmentations: [segmentation({ status: 'loading', lesions: [] })] }),
  refused: scene({ segmentations: [refused] }),
  'several-lesions': scene({ segmentations: [segmentation(), other, refused] }),
  'model-unavailable': scene({}, (modelHost) => {
    modelHost.packages = [
      {
        url: '/models/mmdl-demo',
        error: new MutationPredictionError('model-unavailable.not-served', {
          url: '/models/mmdl-demo/model.json',
          status: 404,
        }),
      },
    ];
  }),
  'models-unreachable': scene({}, (modelHost) => {
    modelHost.packages = ['mmdl-demo', 'ajou-multimodal-demo', 'cnn3d-demo'].map((id) => ({
      url: `/models/${id}`,
      error: new MutationPredictionError('model-unavailable.not-served', {
        url: `/models/${id}/model.json`,
        status: 503,
      }),
    }));
  }),
  'one-click-waiting': scene({ segmentations: [], nodule: { status: 'waiting', size: 0 } }),
  'one-click-refused': scene({
    segmentations: [],
    nodule: {
      status: 'waiting',
      size: 0,
      error: new MutationPredictionError('no-nodule.only-lung'),
    },
  }),
  'one-click-made': scene({ nodule: { status: 'done', size: 0, lesionId: 'seg-1:1:1' } }),
  running: scene(
    {},
    (modelHost) => {
      modelHost.holds = true;
      modelHost.packages = [...modelHost.packages, offered('other', 'Another model')];
    },
    async (user, { modelHost }) => {
      await user.see('Runs on');
      await user.click('Predict');
      await user.see('Reading the lesion');
      modelHost.progress({ stage: 'download', loaded: 34e6, total: 111e6 });
    },
  ),
  'running-views': scene(
    {},
    (modelHost) => {
      modelHost.holds = true;
    },
    async (user, { modelHost }) => {
      await user.see('Runs on');
      await user.click('Predict');
      await user.see('Reading the lesion');
      const reading = (egfr: number, kras: number) => [
        { id: 'EGFR', probability: egfr },
        { id: 'KRAS', probability: kras },
      ];
      modelHost.progress({
        stage: 'run',
        loaded: 2,
        total: 9,
        views: [
          { plane: 'axial', targets: reading(0.62, 0.1) },
          { plane: 'coronal', targets: reading(0.58, 0.14) },
        ],
      });
    },
  ),
  failed: scene(
    {},
    (modelHost) => {
      modelHost.holds = true;
    },
    async (user, { modelHost }) => {
      await user.see('Runs on');
      await user.click('Predict');
      await user.see('Reading the lesion');
      modelHost.fail(
        new MutationPredictionError('model-hash-mismatch.size', {
          file: 'model.onnx',
          found: 1024,
          expected: 110_976_512,
        }),
      );
    },
  ),
  'server-deciding': served('auto', (there) => {
    there.holds = true;
  }),
  'server-auto': served('auto'),
  'server-auto-graphics': served('auto', (there) => {
    there.better = { place: 'here' };
  }),
  'server-auto-down': served('auto', (there) => {
    there.better = { place: 'here', error: down };
  }),
  'server-chosen': served('server'),
  'server-signed-out': served('server', ({ models }) => {
    models.unlisted = new MutationPredictionError('server-refused.unknown-user', { server });
  }),
  'server-without-models': served('server', ({ models }) => {
    models.packages = [];
  }),
  'server-sending': servedRun((models) => models.progress({ stage: 'send' })),
  'server-queued': servedRun((models) => models.progress({ stage: 'queue', place: 3 })),
  'server-running': servedRun((models) => models.progress({ stage: 'run' })),
  'server-receiving': servedRun((models) => models.progress({ stage: 'receive' })),
  'server-down': refusedBy(down),
  'server-full': refusedBy(new MutationPredictionError('server-busy.full', { server })),
  'server-refused': refusedBy(
    new MutationPredictionError('server-refused.not-allowed', { server, model: 'mmdl-demo' }),
  ),
  'server-late': refusedBy(new MutationPredictionError('server-unreachable.too-late', { server })),
  'server-cancelled': served(
    'server',
    ({ models }) => {
      models.holds = true;
    },
    async (user, { models }) => {
      await user.see('Runs on');
      await user.click('Predict');
      await user.see('Reading the lesion');
      models.progress({ stage: 'queue', place: 3 });
      await user.see('place 3');
      await user.click('Cancel');
    },
  ),
  'server-result': served(
    'server',
    ({ models }) => {
      models.result = {
        device: {
          runtime: 'onnxruntime-node',
          runtimeVersion: '1.30.0',
          backend: 'cuda',
          name: 'NVIDIA L4',
          server,
        },
      };
    },
    predict,
  ),
  'server-not-here': served(
    'server',
    ({ models }) => {
      models.holds = true;
      models.packages = [offered('nine-trunks', 'MMDL nine trunks')];
    },
    async (user, { models }) => {
      await user.see('Runs on');
      await user.click('Predict');
      await user.see('Reading the lesion');
      models.fail(down);
      await user.click('Run here instead');
    },
  ),
  result: scene({ earlier }, warned, predict),
  'many-warnings': scene({}, warnedOften, predict),
  withheld: scene({ earlier }, withholding, async (user) => {
    await user.see('Runs on');
    await user.click('Predict');
    await user.see('No result');
  }),
  'shown-although-withheld': scene({}, withholding, async (user) => {
    await user.see('Runs on');
    await user.click('Predict');
    await user.see('No result');
    await user.click('Show the figures');
    await user.see('What the network saw');
  }),
  contributions: scene({}, undefined, async (user) => {
    await predict(user);
    await user.click('What it goes by');
    await user.see('do not add up');
  }),
  why: scene({}, undefined, async (user) => {
    await predict(user);
    await user.click('Why?');
    await user.see('do not add up');
  }),
  'why-without-map': scene(
    {},
    (modelHost) => {
      modelHost.tellsWhere = false;
    },
    async (user) => {
      await predict(user);
      await user.click('Why?');
      await user.see('do not add up');
    },
  ),
  'map-over-images': scene({}, undefined, async (user) => {
    await predict(user);
    await user.click('Why?');
    await user.click('Show in the images');
    await user.see('over the images');
  }),
  stale: scene({}, undefined, async (user, { studyHost }) => {
    await predict(user);
    studyHost.change({ segmentations: [segmentation({ revision: 2 })] });
  }),
  'store-failed': scene(
    {},
    (_, studyHost) => {
      studyHost.storeErrors = [
        new MutationPredictionError('store-refused.refused-because', {
          problem: 'study 1.2.3 is locked',
          status: 409,
        }),
      ];
    },
    async (user) => {
      await predict(user);
      await user.click('Save report');
    },
  ),
  'unsaved-kept': scene(
    {
      segmentations: [
        segmentation({
          lesions: [
            lesion(),
            lesion({ id: 'b', label: 'Lesion 2', volumeMm3: 612, longestDiameterMm: 11 }),
          ],
        }),
      ],
    },
    (_, studyHost) => {
      studyHost.storeErrors = [
        new MutationPredictionError('store-refused.refused', { status: 503 }),
      ];
    },
    async (user) => {
      await user.click('Lesion 1');
      await predict(user);
      await user.click('Save report');
      await user.see('503');
      await user.click('Lesion 2');
    },
  ),
  saved: scene({ earlier: earlier.slice(0, 1) }, undefined, async (user) => {
    await predict(user);
    await user.click('Save report');
  }),
  'earlier-opened': scene({ earlier }, undefined, async (user) => {
    await predict(user);
    await user.click('Open the prediction of 2 Nov');
  }),
  'measured-by-others': scene(
    { earlier, measured: [measuredReport] },
    (_, studyHost) => {
      studyHost.measurements.set(measuredReport.id, foreignMeasurements(30));
    },
    async (user) => {
      await user.click('Open the measurements');
      await user.see('Not of this product');
    },
  ),
  features: scene({}, undefined, async (user) => {
    await user.click('Features');
    await user.click('Compute features');
    await user.see('107 features of');
  }),
  'features-running': scene({}, undefined, async (user, { radiomicsHost }) => {
    radiomicsHost.holds = true;
    await user.click('Features');
    await user.click('Compute features');
    await user.see('Reading the CT around');
    await new Promise((resolve) => setTimeout(resolve, 50));
    radiomicsHost.progress({ done: 4, total: 10 });
  }),
  'all-lesions': scene({ segmentations: threeLesions }, withSeveral, async (user) => {
    await user.see('Choose a lesion first.');
    await user.click('All 3 lesions');
    await user.see('Save report of all 3');
    await user.click('Show the result of Lesion 2');
    await user.see('What the network saw');
  }),
  'all-lesions-running': scene(
    { segmentations: threeLesions },
    (modelHost) => {
      modelHost.holds = true;
    },
    async (user, { modelHost }) => {
      await user.see('Choose a lesion first.');
      await user.click('All 3 lesions');
      await user.see('Reading the lesion');
      modelHost.finish();
      await user.see('Lesion 2 of 3');
    },
  ),
  'all-lesions-failed': scene(
    { segmentations: threeLesions },
    ({ failures }) => {
      failures.set('Lesion 2', new MutationPredictionError('no-segment.gone'));
    },
    async (user) => {
      await user.see('Choose a lesion first.');
      await user.click('All 3 lesions');
      await user.see('Failed');
      await user.see('Save report of all 2');
    },
  ),
  'report-of-several': scene({ earlier: severalReported }, undefined, async (user) => {
    await user.click('Open the prediction of');
    await user.see('Nodule 3');
  }),
  background: served(
    'here',
    (server) => {
      server.jobs = new FakeBackgroundServer();
      server.jobs.reachable.set(storedContours.sopInstanceUid, 'pacs');
    },
    async (user, server, { studyHost }) => {
      studyHost.storedContours = [storedContours];
      studyHost.change({ segmentations: [segmentation()] });
      await user.click('Predict in the background');
      await user.see('waits for its turn');
      server.jobs?.tell({ id: `job-${storedContours.sopInstanceUid}`, state: 'running' });
    },
  ),
  'model-absent': scene({}, (modelHost) => {
    modelHost.packages = [{ url: '/models/best', error: down }, ...modelHost.packages];
  }),
  'other-studies': scene(
    {
      earlier,
      prior: {
        status: 'ready',
        entries: [priorPrediction(), priorPrediction({}, '1.8.2')],
        refused: ['PatientName'],
      },
    },
    undefined,
    async (user) => {
      await predict(user);
      await user.click('Yes');
      await user.see('Same lesion, as you said');
    },
  ),
  'other-studies-asked': scene({
    prior: { status: 'ready', entries: [priorPrediction()], refused: [] },
  }),
  card: scene(
    {},
    (modelHost) => {
      modelHost.cardText = [
        '# MMDL nine views, demonstration',
        'A network with **random weights**; see [the paper](https://example.org).',
        '## Inputs',
        '- Nine planes of a 64 mm cube\n- Age, sex, smoking',
        '| Gene | Threshold |\n| --- | --- |\n| EGFR | 0.50 |\n| KRAS | 0.50 |',
        'Run `mutation-prediction predict` for the same on the command line.',
      ].join('\n\n');
    },
    async (user) => {
      await user.click('About model');
      await user.see('on the command line');
    },
  ),
};
