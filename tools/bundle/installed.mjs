/** Packages as npm has put them into `node_modules`. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

/** The folders of all that a package needs, and what these need in turn. */
export function dependenciesOf(name) {
  const found = new Set();
  const visit = (folder) => {
    for (const dependency of Object.keys(manifestOf(folder).dependencies ?? {})) {
      const next = locate(dependency, folder);
      if (found.has(next)) continue;
      found.add(next);
      visit(next);
    }
  };
  visit(locate(name, root));
  return [...found];
}

/** Where Node finds a package from a folder; its `exports` may hide its manifest from `require`. */
function locate(name, folder) {
  const place = path.join(folder, 'node_modules', name);
  if (manifestOf(place)) return place;
  if (path.dirname(folder) === folder) throw new Error(`${name} is not installed.`);
  return locate(name, path.dirname(folder));
}

/** What its package.json says; undefined where there is none. */
export function manifestOf(folder) {
  try {
    return JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  } catch {
    return undefined;
  }
}
