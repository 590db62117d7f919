/** `npm run docs`: every exported name of core and of server-adapter's rooms, as pages. */
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

export default {
  name: 'OHIF Mutation Prediction',
  basePath: root,
  entryPoints: ['core/src/*/index.ts', 'core/src/index.ts', 'server-adapter/src/*/index.ts'].map(
    (file) => path.join(root, file),
  ),
  tsconfig: path.join(import.meta.dirname, 'tsconfig.json'),
  out: path.join(root, '.cache/reference'),
  readme: 'none',
  includeVersion: true,
  excludeInternal: true,
  disableSources: true,
  // Links to what is not exported lead somewhere in an editor.
  validation: { invalidLink: false },
  treatWarningsAsErrors: true,
};
