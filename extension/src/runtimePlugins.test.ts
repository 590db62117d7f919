import { id } from './id.js';
import { esmFolderOfPlugin } from './runtimePlugins.js';

const resolvedUrl = `https://viewer.example/plugins/${id}/0.1.0/umd/index.umd.js`;

test.each(['runtimePlugins', 'runtimeExtensions'])(
  'loaded at run time, the UMD build finds the ESM build beside it: %s',
  (record) => {
    const plugins = [
      { packageName: '@acme/other', resolvedUrl: 'https://viewer.example/plugins/other/index.js' },
      { packageName: id, resolvedUrl },
    ];
    expect(esmFolderOfPlugin({ __ohif: { [record]: plugins } })).toBe(
      `https://viewer.example/plugins/${id}/0.1.0/esm/`,
    );
  },
);

test.each([{}, { __ohif: {} }, { __ohif: { runtimePlugins: [{ packageName: id }] } }])(
  'without a record of it the site has to say: %j',
  (page) => expect(esmFolderOfPlugin(page)).toBeUndefined(),
);
