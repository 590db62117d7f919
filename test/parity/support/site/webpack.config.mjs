/** Hosts that share their React with us, of both versions; whatever else OHIF brings is a stub. */
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../../../..');

const REACT_19 = {
  react$: 'react-19',
  'react/jsx-runtime$': 'react-19/jsx-runtime',
  'react-dom$': 'react-dom-19',
  'react-dom/client$': 'react-dom-19/client',
};

const host = (version, alias) => ({
  // React's development build complains of what its production build bears in silence.
  mode: 'development',
  devtool: false,
  context: root,
  entry: {
    site: path.join(import.meta.dirname, 'index.js'),
    host: path.join(import.meta.dirname, 'host.js'),
  },
  output: { path: path.join(root, 'test-results/site'), filename: `[name]-${version}.js` },
  // OHIF's app is not a "type": "module" package, as this repository is: `import` then heeds __esModule.
  module: { rules: [{ include: import.meta.dirname, type: 'javascript/auto' }] },
  resolve: { alias: { ...alias, '@ohif/i18n$': path.join(import.meta.dirname, 'i18n.js') } },
  externals: { dcmjs: 'dcmjs' },
  performance: { hints: false },
  stats: 'errors-warnings',
});

export default [host(18, {}), host(19, REACT_19)];
