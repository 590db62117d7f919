/**
 * Our entries of OHIF's extension gallery, which say what the manifests and the built plugins say.
 */
import { hostRange } from './layout.mjs';

/**
 * @param manifest package.json of the extension or the mode
 * @param plugin what its UMD build exports
 * @param {{ repository: string, maintainer: string }} publisher where the sources are public, and whose they are
 */
export function galleryEntry(manifest, plugin, { repository, maintainer }) {
  return {
    name: manifest.name,
    type: manifest.keywords.includes('ohif-mode') ? 'mode' : 'extension',
    description: manifest.description,
    maintainer: { name: maintainer, url: repository },
    modules: modulesOf(plugin),
    hostRange: hostRange(manifest),
    links: { npm: `https://www.npmjs.com/package/${manifest.name}`, repository },
  };
}

/** `getPanelModule` makes a `panelModule`. */
function modulesOf(plugin) {
  return Object.keys(plugin)
    .flatMap((key) => /^get(\w+Module)$/.exec(key)?.[1] ?? [])
    .map((name) => name[0].toLowerCase() + name.slice(1))
    .sort();
}
