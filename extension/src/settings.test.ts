import { readSettings } from './settings.js';

const page = 'https://viewer.example/study/list';
const bundle = 'https://viewer.example/plugins/mp/extension/';

test('without configuration everything lies beside the bundle', () => {
  expect(readSettings({}, page, bundle)).toEqual({
    assetsUrl: bundle,
    modelUrls: [`${bundle}models/mmdl-demo/`],
    device: 'auto',
    trustedKeys: [],
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
    trustedKeys: [],
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

test('a site’s keys are read as they are listed', () => {
  const trustedKeys = [{ name: 'Radiology', publicKey: 'ab'.repeat(32) }];

  expect(readSettings({ trustedKeys }, page, bundle).trustedKeys).toEqual(trustedKeys);
});

test('a list of keys that is none is refused, for a key left out would be trust left out', () => {
  const trustedKeys = [{ name: 'Radiology', publicKey: 'ab' }];

  expect(() => readSettings({ trustedKeys }, page, bundle)).toThrow(
    expect.objectContaining({
      code: 'invalid-parameters',
      message: expect.stringContaining('mutationPrediction.trustedKeys'),
    }),
  );
});
