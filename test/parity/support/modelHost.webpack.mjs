/**
 * The main-thread half of inference as a module of its own, built as the extension is: the extension's
 * entry shows OHIF nothing but an extension.
 */
import path from 'node:path';
import configurations from '../../../tools/bundle/webpack.config.mjs';

const root = path.resolve(import.meta.dirname, '../../..');
const extension = configurations.find(({ name }) => name === 'extension-esm');

export default {
  ...extension,
  name: 'model-host',
  // As every entry of the extension, first what keeps zod from compiling.
  entry: {
    modelHost: ['noEval', 'siteHosts'].map((name) => path.join(root, `extension/src/${name}.ts`)),
  },
  output: { ...extension.output, path: path.join(root, 'test-results/model-host') },
  devtool: false,
  plugins: [],
};
