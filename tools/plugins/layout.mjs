/**
 * Our plugins as OHIF's servers hold them, `<package>/<version>/`, where a file never changes, and what names them
 * in `app-config.js`.
 */
import { createHash } from 'node:crypto';
import { cp, readFile } from 'node:fs/promises';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

export const WORKSPACES = ['extension', 'mode'];

export async function manifestOf(workspace) {
  return JSON.parse(await readFile(path.join(root, workspace, 'package.json'), 'utf8'));
}

/** Versions of OHIF that a plugin is tested with (semver, pre-releases included). */
export const hostRange = (manifest) => manifest.peerDependencies['@ohif/core'];

/** Path of a plugin's builds, `esm/` and `umd/`, below the folder of plugins. */
export const placeOf = ({ name, version }) => `${name}/${version}`;

/** Copies what was built to its places below a folder, and replaces what lies there. */
export async function layOut(folder) {
  for (const workspace of WORKSPACES) {
    const place = path.join(folder, placeOf(await manifestOf(workspace)));
    await cp(path.join(root, workspace, 'dist'), place, { recursive: true });
  }
}

/**
 * What OHIF 3.14 loads a plugin by.
 *
 * @param manifest its package.json
 * @param {Uint8Array} bundle its UMD build
 * @param {string} plugins URL path of the folder of plugins
 */
export function descriptor(manifest, bundle, plugins = '/plugins') {
  const folder = `${plugins}/${placeOf(manifest)}/umd`;
  return {
    packageName: manifest.name,
    importPath: `${folder}/index.umd.js`,
    globalName: manifest.name,
    coreVersionRange: hostRange(manifest),
    integrity: `sha384-${createHash('sha384').update(bundle).digest('base64')}`,
    // A mode draws nothing of its own.
    ...(manifest.keywords.includes('ohif-extension') && { styles: [`${folder}/index.css`] }),
  };
}

/** `window.config` of a site, in both ways. */
export async function configurations(plugins) {
  const entries = await Promise.all(
    WORKSPACES.map(async (workspace) => {
      const manifest = await manifestOf(workspace);
      const bundle = await readFile(path.join(root, workspace, 'dist/umd/index.umd.js'));
      return {
        url: `${plugins}/${placeOf(manifest)}/esm/index.js`,
        descriptor: descriptor(manifest, bundle, plugins),
      };
    }),
  );
  const [extension, mode] = entries;
  return {
    byUrl: { extensions: [extension.url], modes: [mode.url] },
    byDescriptor: { extensions: [extension.descriptor], modes: [mode.descriptor] },
  };
}
