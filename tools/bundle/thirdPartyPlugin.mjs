/**
 * Whose code a bundle holds: writes their licences beside it, which must go with it, and the same as a
 * CycloneDX bill of materials. `npm sbom` cannot tell, because what is bundled is no dependency any more.
 */
import path from 'node:path';
import LicensePlugin from 'webpack-license-plugin';
import { bill } from './bill.mjs';
import { manifestOf } from './installed.mjs';
import { notices } from './notices.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const FILE = 'THIRD-PARTY-NOTICES.txt';
/** Beside those of our scope. */
const OURS = new Set(['open-inference-client']);
const PERMISSIVE = new Set([
  ...['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT', '(MIT AND Zlib)'],
]);

/**
 * @param {string} workspace whose bundle it is, e.g. `extension`
 * @param {string[]} unseen folders of packages whose code is there although webpack reads no file of theirs
 */
export function thirdPartyPlugin(workspace, unseen = []) {
  const product = manifestOf(path.join(root, workspace));
  return new LicensePlugin({
    excludedPackageTest: (name) =>
      OURS.has(name) || name === product.name || name.startsWith('@mutation-prediction/'),
    includePackages: () => unseen,
    unacceptableLicenseTest: (license) => !PERMISSIVE.has(license),
    includeNoticeText: true,
    // The plugin's own list goes where the notices replace it.
    outputFilename: FILE,
    additionalFiles: {
      [FILE]: notices,
      'sbom.cdx.json': (packages) => bill(product, packages),
    },
  });
}
