/**
 * `npm run release -- --dry-run [FOLDER]`: builds, checks that packages and sources agree on the version and
 * that CHANGELOG.md has an entry, and packs every package, with a list of what is in them (CycloneDX), into
 * FOLDER (`.cache/release` unless given).
 *
 * `npm run release -- major|minor|patch|1.2.3`: checks, then writes the version and the date into the
 * manifests, the sources that tell it, CHANGELOG.md and CITATION.cff, and says what is left for a person. It
 * publishes nothing.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  bumped,
  bumpedSources,
  changes,
  disagreements,
  nextVersion,
  releasedChangelog,
  releasedCitation,
  SOURCES,
  sourcesThatDisagree,
} from './versions.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const args = process.argv.slice(2);
const isDry = args.includes('--dry-run');
const [argument] = args.filter((arg) => arg !== '--dry-run');
if (!isDry && !argument) {
  fail('usage: npm run release -- --dry-run [FOLDER] | major | minor | patch | 1.2.3');
}

const read = (file) => readFileSync(path.join(root, file), 'utf8');
const write = (file, text) => writeFileSync(path.join(root, file), text);
const npm = (parameters, options = {}) =>
  execFileSync('npm', parameters, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'], ...options });

const main = JSON.parse(read('package.json'));
const files = ['package.json', ...main.workspaces.map((folder) => `${folder}/package.json`)];
const manifests = Object.fromEntries(files.map((file) => [file, JSON.parse(read(file))]));
const sources = Object.fromEntries(Object.keys(SOURCES).map((file) => [file, read(file)]));
const changelog = read('CHANGELOG.md');

const problems = [...disagreements(manifests), ...sourcesThatDisagree(sources, main.version)];
if (!changes(changelog, 'Unreleased') && !changes(changelog, main.version)) {
  problems.push(`CHANGELOG.md has no entry, neither unreleased nor of ${main.version}.`);
}
if (problems.length > 0) fail(problems.join('\n'));

if (isDry) pack(path.resolve(argument ?? path.join(root, '.cache/release')));
else bump();

function pack(folder) {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.tgz'))) {
    rmSync(path.join(folder, name));
  }
  npm(['run', '--silent', 'build'], { stdio: 'inherit' });
  npm(['pack', '--workspaces', '--ignore-scripts', '--silent', '--pack-destination', folder]);
  const bill = npm(['sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev'], { maxBuffer: 2 ** 26 });
  writeFileSync(path.join(folder, 'sbom.cdx.json'), bill);
  console.log(`${main.version}, in ${folder}:`);
  for (const name of readdirSync(folder).sort()) {
    const megabytes = statSync(path.join(folder, name)).size / 1e6;
    console.log(`${megabytes.toFixed(2).padStart(8)} MB  ${name}`);
  }
}

function bump() {
  let version, next, citation;
  try {
    const date = new Date().toISOString().slice(0, 10);
    version = nextVersion(main.version, argument);
    next = releasedChangelog(changelog, version, date);
    citation = releasedCitation(read('CITATION.cff'), version, date);
  } catch (error) {
    fail(error.message);
  }
  write('CHANGELOG.md', next);
  write('CITATION.cff', citation);
  for (const [file, text] of Object.entries(bumpedSources(sources, version))) write(file, text);
  for (const [file, manifest] of Object.entries(manifests)) {
    write(file, `${JSON.stringify(bumped(manifest, version), null, 2)}\n`);
  }
  npm(['install', '--package-lock-only', '--ignore-scripts']);
  console.log(`Everything is ${version} now. By hand:

  npm test                                        # everything, on Debian
  npm run release -- --dry-run                    # packs it: look into the packages
  git commit -am "Release ${version}" && git tag v${version} && git push --follow-tags
  npm publish --access public .cache/release/…    # core and models first, the command line last`);
}

function fail(text) {
  console.error(text);
  process.exit(1);
}
