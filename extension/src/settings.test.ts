import { readSettings, type ServerConfiguration, type SiteConfiguration } from './settings.js';

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

describe('a server', () => {
  const read = (server: SiteConfiguration['server']) =>
    readSettings({ ...(server !== undefined && { server }) }, page, bundle).server;

  test('is none unless the site names one', () => {
    expect(read(undefined)).toBeUndefined();
  });

  test('is on the viewer’s own origin by default, and named after its host', () => {
    expect(read('/inference/')).toEqual({
      url: 'https://viewer.example/inference',
      name: 'viewer.example',
      place: 'auto',
    });
  });

  test('is what the site says of it', () => {
    const server = { url: 'https://gpu.example:8443', name: 'Radiology’s GPU', place: 'server' };
    expect(read(server as ServerConfiguration)).toEqual(server);
  });

  test.each([
    ['http://gpu.example/', 'images and tokens would be everybody’s'],
    ['https://user:secret@gpu.example/', 'everybody reads app-config.js'],
    ['https://gpu.example/?token=secret', 'it is no address to ask below'],
    ['file:///models', 'it is no server'],
    ['https://', 'it is no address'],
  ])('at %s is refused: %s', (url) => {
    expect(() => read(url)).toThrow(`mutationPrediction.server is "${url}" in app-config.js.`);
  });

  test('of this machine, and of the page’s own origin, may do without encryption', () => {
    expect(read('http://127.0.0.1:8080')).toMatchObject({ url: 'http://127.0.0.1:8080' });
    const onIntranet = readSettings({ server: '/inference' }, 'http://viewer.intra/', bundle);
    expect(onIntranet.server).toMatchObject({ url: 'http://viewer.intra/inference' });
    const other = { server: 'http://gpu.intra/' };
    expect(() => readSettings(other, 'http://viewer.intra/', bundle)).toThrow('gpu.intra');
  });

  test('a place that does not exist is named', () => {
    const server = { url: '/inference', place: 'cloud' as 'server' };
    expect(() => read(server)).toThrow(
      'mutationPrediction.server.place is "cloud" in app-config.js.',
    );
  });
});
