/** A site's own build: React is the site's, whatever else OHIF brings is a stub. */
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../../../..');

export default {
  // React's development build complains of what its production build bears in silence.
  mode: 'development',
  devtool: false,
  context: root,
  entry: path.join(import.meta.dirname, 'index.js'),
  output: { path: path.join(root, 'test-results/site'), filename: 'site.js' },
  // OHIF's app is not a "type": "module" package, as this repository is: `import` then heeds __esModule.
  module: { rules: [{ include: import.meta.dirname, type: 'javascript/auto' }] },
  externals: { dcmjs: 'dcmjs' },
  performance: { hints: false },
  stats: 'errors-warnings',
};
