import { readSettings } from './settings.js';

const page = 'https://viewer.example/study/list';
const bundle = 'https://viewer.example/plugins/mp/extension/';

test('without configuration everything lies beside the bundle', () => {
  expect(readSettings({}, page, bundle)).toEqual({
    assetsUrl: bundle,
    modelUrls: [`${bundle}models/mmdl-demo/`],
    device: 'auto',
  });
});

test('relative settings are relative to the page, and folders end with a slash', () => {
  const settings = readSettings(
    { assetsUrl: '/mp', models: ['/models/a', 'https://models.example/b/'], device: 'wasm' },
    page,
  );

  expect(settings).toEqual({
    assetsUrl: 'https://viewer.example/mp/',
    modelUrls: ['https://viewer.example/models/a/', 'https://models.example/b/'],
    device: 'wasm',
  });
});

test('a bundle that does not know where it lies asks for assetsUrl', () => {
  expect(() => readSettings({}, page)).toThrow(
    expect.objectContaining({
      code: 'model-unavailable',
      advice: expect.stringContaining('mutationPrediction.assetsUrl'),
    }),
  );
});

test('a device that does not exist is named', () => {
  const configuration = { device: 'gpu' as 'webgpu' };

  expect(() => readSettings(configuration, page, bundle)).toThrow(
    'mutationPrediction.device is "gpu" in app-config.js.',
  );
});
