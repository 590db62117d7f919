/** Jest's global set-up for the tests of what was built: the bundle that OHIF loads, and the parity tests' page. */
import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import path from 'node:path';
import { requireFreshViewer } from './freshBuild.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const MODEL_HOST = path.join(root, 'test-results/model-host/modelHost.js');

export default function prepare() {
  const newest = requireFreshViewer();
  const bundled = statSync(MODEL_HOST, { throwIfNoEntry: false });
  if (!bundled || bundled.mtimeMs < newest) bundleModelHost();
}

/** Once for all: the tests that use it in their pages run side by side. */
function bundleModelHost() {
  const configuration = path.join(root, 'test/parity/support/modelHost.webpack.mjs');
  execFileSync(
    process.execPath,
    [path.join(root, 'node_modules/webpack/bin/webpack.js'), '--config', configuration],
    { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] },
  );
}
