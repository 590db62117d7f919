/**
 * Jest's global set-up: processes and threads that the tests start run what was built, so the build must
 * be of the sources that are being edited. Packages are compiled anew where anything changed, in a second
 * or two; a viewer bundle that is older than its sources is an error that says so.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

/** Unit tests: the command line, its parsing process and its threads. */
export default function compilePackages() {
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
  const { status, stdout } = spawnSync(
    process.execPath,
    [tsc, '-b', 'core', 'oip-client', 'server-adapter', 'cli'],
    { cwd: root, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`The packages do not compile:\n${stdout}`);
}

/**
 * Browser tests: the bundle that OHIF loads.
 *
 * @returns when the newest of its sources was changed, ms
 */
export function requireFreshViewer() {
  compilePackages();
  const built = statSync(path.join(root, 'extension/dist/esm/index.js'), { throwIfNoEntry: false });
  const newest = Math.max(...['core', 'extension', 'mode'].map(newestSource));
  if (!built || built.mtimeMs < newest) {
    throw new Error('The viewer plugin is older than its sources: run `npm run build` first.');
  }
  return newest;
}

/** When a source of the workspace that ships was last changed, ms. */
function newestSource(workspace) {
  const sources = path.join(root, workspace, 'src');
  const files = readdirSync(sources, { recursive: true })
    .filter(
      (name) => /\.(tsx?|css)$/.test(name) && !/\.test\.tsx?$|(^|[\\/])testing[\\/]/.test(name),
    )
    .map((name) => path.join(sources, name));
  return Math.max(...files.map((file) => statSync(file).mtimeMs));
}
