/** What a version means for the files that name it. All pure: texts and objects in, the same out. */

const VERSION = /^(\d+)\.(\d+)\.(\d+)$/;
const OURS = /^(@mutation-prediction\/|mutation-prediction$)/;
const KINDS = ['dependencies', 'peerDependencies', 'optionalDependencies', 'devDependencies'];

/**
 * @param {string} current
 * @param {string} wanted `major`, `minor`, `patch`, or a version that is not older
 */
export function nextVersion(current, wanted) {
  const [major, minor, patch] = numbers(current);
  if (wanted === 'major') return `${major + 1}.0.0`;
  if (wanted === 'minor') return `${major}.${minor + 1}.0`;
  if (wanted === 'patch') return `${major}.${minor}.${patch + 1}`;
  const difference = numbers(wanted).map((n, i) => n - [major, minor, patch][i]);
  if ((difference.find((n) => n !== 0) ?? 0) < 0) {
    throw new Error(`${wanted} is older than ${current}.`);
  }
  return wanted;
}

function numbers(version) {
  const found = VERSION.exec(version);
  if (!found)
    throw new Error(`"${version}" is not major, minor, patch or a version such as 1.2.3.`);
  return found.slice(1).map(Number);
}

/**
 * Where manifests disagree about our version, in sentences.
 *
 * @param {Record<string, object>} manifests path → parsed package.json; the root's path is `package.json`
 */
export function disagreements(manifests) {
  const { version } = manifests['package.json'];
  return Object.entries(manifests).flatMap(([path, manifest]) => [
    ...(manifest.version === version ? [] : [`${path} is ${manifest.version}, not ${version}.`]),
    ...ours(manifest)
      .filter(([, , range]) => range !== version)
      .map(([, name, range]) => `${path} asks for ${name} ${range}, not ${version}.`),
  ]);
}

/** The manifest under another version, which it also asks of our other packages. */
export function bumped(manifest, version) {
  const next = { ...manifest, version };
  for (const [kind, name] of ours(manifest)) next[kind] = { ...next[kind], [name]: version };
  return next;
}

function ours(manifest) {
  return KINDS.flatMap((kind) =>
    Object.entries(manifest[kind] ?? {})
      .filter(([name]) => OURS.test(name))
      .map(([name, range]) => [kind, name, range]),
  );
}

/** Sources that tell the version: in reports, to OHIF, to clients, and to whoever deploys it. */
export const SOURCES = {
  'core/src/dicom/writing/derivedObject.ts': /(?<=\bversion: ')[^']+/,
  'mode/src/mode.ts': /(?<=\[extensionModule\]: '\^)[^']+/,
  'docs/openapi.json': /(?<="version": ")[^"]+/,
  'deploy/compose/compose.yaml': /(?<=image: mutation-prediction:)\S+/,
  'deploy/helm/mutation-prediction/Chart.yaml': /(?<=appVersion: ')[^']+/,
};

/**
 * As `disagreements`.
 *
 * @param {Record<string, string>} sources path → text, of all of `SOURCES`
 */
export function sourcesThatDisagree(sources, version) {
  return Object.entries(SOURCES).flatMap(([path, place]) => {
    const found = place.exec(sources[path])?.[0];
    return found === version ? [] : [`${path} says ${found ?? 'nothing'}, not ${version}.`];
  });
}

/** The same texts with the version. */
export function bumpedSources(sources, version) {
  return Object.fromEntries(
    Object.entries(SOURCES).map(([path, place]) => [path, sources[path].replace(place, version)]),
  );
}

/** What stands under a heading of the changelog, e.g. `Unreleased`; undefined without the heading. */
export function changes(changelog, heading) {
  const sections = changelog.split(/^## /m).slice(1);
  const section = sections.find((text) => text.startsWith(`[${heading}]`));
  return section?.slice(section.indexOf('\n')).trim();
}

/** Gives what is unreleased a version and a date, under an empty `Unreleased`. */
export function releasedChangelog(changelog, version, date) {
  if (!changes(changelog, 'Unreleased'))
    throw new Error('CHANGELOG.md says nothing is unreleased.');
  if (changes(changelog, version) !== undefined) {
    throw new Error(`CHANGELOG.md has a section of ${version} already.`);
  }
  return changelog.replace(
    /^## \[Unreleased\].*$/m,
    `## [Unreleased]\n\n## [${version}] - ${date}`,
  );
}

/** CITATION.cff with the version and the day it was released. */
export function releasedCitation(citation, version, date) {
  const without = citation.replace(/^date-released:.*\n/m, '');
  return without.replace(/^version:.*$/m, `version: ${version}\ndate-released: ${date}`);
}
