/** What a UMD build is and asks for, as Node loads it. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);
const root = path.resolve(import.meta.dirname, '../..');

/** What OHIF shares and nobody else has; nothing of it is used before the plugin is registered. */
const FROM_OHIF = new Set(['@ohif/i18n']);

/** What of a browser the builds already want when they are loaded. */
const browser = { XMLHttpRequest: class {} };

/**
 * @param {string} workspace `extension` or `mode`
 * @returns the extension or mode that it exports, and the names of the modules that it asked its host for
 */
export async function loadUmd(workspace) {
  const code = await readFile(path.join(root, workspace, 'dist/umd/index.umd.js'), 'utf8');
  const asked = [];
  const module = { exports: {} };
  const ask = (name) => {
    asked.push(name);
    return FROM_OHIF.has(name) ? {} : require(name);
  };
  const scope = { module, exports: module.exports, require: ask, ...browser };
  new Function(...Object.keys(scope), code)(...Object.values(scope));
  return { plugin: module.exports, asked };
}
