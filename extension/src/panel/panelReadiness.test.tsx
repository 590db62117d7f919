/** @jest-environment jsdom */
import type { ModelManifest } from '@mutation-prediction/core';
import { act, screen } from '@testing-library/react';
import { draw, mount, predict, twoLesions } from './testing/drawPanel.js';
import { FakeModelServer } from './testing/fakeModelServer.js';
import { modelEntry } from './testing/fixtures.js';
import './testing/jsdomGaps.js';

/** What the browser was asked to do when it has nothing else to do. */
let idle: (() => void)[];

beforeEach(() => {
  idle = [];
  Object.assign(window, { requestIdleCallback: (work: () => void) => idle.push(work) });
});

afterEach(() => {
  Reflect.deleteProperty(window, 'requestIdleCallback');
});

const becomeIdle = () => act(async () => idle.splice(0).forEach((work) => work()));

test('a model is made ready once Predict can be clicked, when the browser is idle', async () => {
  const drawn = await draw();
  expect(drawn.modelHost.madeReady).toEqual([]);
  expect(idle).toHaveLength(1);
  await becomeIdle();
  expect(drawn.modelHost.madeReady).toEqual(['mmdl-demo']);

  await predict(drawn);
  await becomeIdle();
  expect(drawn.modelHost.madeReady).toHaveLength(1);
});

test('nothing is loaded for a study without a lesion to predict', async () => {
  const { studyHost, modelHost } = await draw({ segmentations: [] });
  expect(idle).toHaveLength(0);
  await act(async () => studyHost.change({ segmentations: twoLesions }));
  await becomeIdle();
  // Of two lesions none is chosen yet.
  expect(modelHost.madeReady).toEqual([]);
});

test('nothing is loaded here for a model that runs on a server', async () => {
  const { modelHost } = await draw({}, undefined, undefined, new FakeModelServer('server'));
  await becomeIdle();
  expect(modelHost.madeReady).toEqual([]);
});

test('what takes long to download waits until somebody asks for it', async () => {
  const { graph, ...manifest } = modelEntry.manifest;
  const large = { ...manifest, graph: { ...graph, size: 147_000_000 } };
  const { modelHost } = await draw({}, (host) => {
    host.packages = [{ url: '/models/large', model: { ...modelEntry, manifest: large } }];
  });
  await becomeIdle();
  expect(modelHost.madeReady).toEqual([]);
});

test('what is wrong with a model is told by its prediction, not before', async () => {
  const drawn = await draw({}, (modelHost) => {
    modelHost.unready = new Error('no network');
  });
  await becomeIdle();
  expect(drawn.modelHost.madeReady).toHaveLength(1);
  expect(document.body.textContent).not.toContain('no network');
  await mount(drawn);
});

test('workers for features are run warm once a lesion is picked for a model that needs features', async () => {
  const { inputs, ...manifest } = modelEntry.manifest;
  const radiomics: ModelManifest['inputs'][number] = {
    kind: 'radiomics',
    tensor: 'radiomics',
    roi: { kind: 'tumour' },
    contextMm: 60,
    parameters: { imageType: { Original: null } },
    features: [{ name: 'original_firstorder_Mean', offset: 0, scale: 1, missing: 0 }],
  };
  const needing = { ...modelEntry, manifest: { ...manifest, inputs: [...inputs, radiomics] } };
  const drawn = await draw({ segmentations: twoLesions }, (host) => {
    host.packages = [{ url: '/models/needing', model: needing }];
  });
  await becomeIdle();
  expect(drawn.radiomicsHost.madeReady).toBe(0);
  await drawn.user.click(screen.getByRole('radio', { name: /Lesion 2/ }));
  await becomeIdle();
  expect(drawn.radiomicsHost.madeReady).toBe(1);
});

test('they are left alone for a model that needs none', async () => {
  const { radiomicsHost } = await draw();
  await becomeIdle();
  expect(radiomicsHost.madeReady).toBe(0);
});
