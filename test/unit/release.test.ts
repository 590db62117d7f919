import { readFileSync } from 'node:fs';
import path from 'node:path';

interface Versions {
  nextVersion(current: string, wanted: string): string;
  disagreements(manifests: Record<string, object>): string[];
  bumped(manifest: object, version: string): object;
  SOURCES: Record<string, RegExp>;
  sourcesThatDisagree(sources: Record<string, string>, version: string): string[];
  bumpedSources(sources: Record<string, string>, version: string): Record<string, string>;
  changes(changelog: string, heading: string): string | undefined;
  releasedChangelog(changelog: string, version: string, date: string): string;
  releasedCitation(citation: string, version: string, date: string): string;
}
let versions: Versions;
beforeAll(async () => {
  versions = (await import(path.resolve('tools/release/versions.mjs'))) as Versions;
});

describe('the next version', () => {
  test.each([
    ['major', '2.0.0'],
    ['minor', '1.10.0'],
    ['patch', '1.9.4'],
    ['1.9.3', '1.9.3'],
    ['1.10.0', '1.10.0'],
    ['2.0.0', '2.0.0'],
  ])('%s', (wanted, next) => {
    expect(versions.nextVersion('1.9.3', wanted)).toBe(next);
  });

  test.each(['1.9.2', '1.8.9', '0.10.10'])('is not older: %s', (wanted) => {
    expect(() => versions.nextVersion('1.9.3', wanted)).toThrow(`${wanted} is older than 1.9.3.`);
  });

  test.each(['', 'big', '1.2', 'v1.2.3', '1.2.3-rc'])('is one: "%s"', (wanted) => {
    expect(() => versions.nextVersion('1.9.3', wanted)).toThrow(`"${wanted}" is not`);
  });
});

const manifests = {
  'package.json': { version: '0.1.0', devDependencies: { jest: '^30.0.0' } },
  'core/package.json': { version: '0.1.0', dependencies: { zod: '^4.0.0' } },
  'cli/package.json': {
    version: '0.1.0',
    dependencies: { '@mutation-prediction/core': '0.1.0', commander: '^14.0.0' },
    peerDependencies: { 'mutation-prediction': '0.1.0' },
  },
};

test('manifests of one version agree', () => {
  expect(versions.disagreements(manifests)).toEqual([]);
});

test('another version is named, and another range of our packages', () => {
  const core = { ...manifests['core/package.json'], version: '0.2.0' };
  const cli = {
    ...manifests['cli/package.json'],
    peerDependencies: { 'mutation-prediction': '^0.1.0' },
  };
  expect(
    versions.disagreements({ ...manifests, 'core/package.json': core, 'cli/package.json': cli }),
  ).toEqual([
    'core/package.json is 0.2.0, not 0.1.0.',
    'cli/package.json asks for mutation-prediction ^0.1.0, not 0.1.0.',
  ]);
});

test('a bumped manifest asks for our packages of its version and leaves others alone', () => {
  expect(versions.bumped(manifests['cli/package.json'], '0.2.0')).toEqual({
    version: '0.2.0',
    dependencies: { '@mutation-prediction/core': '0.2.0', commander: '^14.0.0' },
    peerDependencies: { 'mutation-prediction': '0.2.0' },
  });
});

test('the sources that tell the version are bumped with it, and told apart before', () => {
  const sources = Object.fromEntries(
    Object.keys(versions.SOURCES).map((file) => [file, readFileSync(file, 'utf8')]),
  );
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  expect(versions.sourcesThatDisagree(sources, version)).toEqual([]);
  const next = versions.bumpedSources(sources, '98.7.6');
  expect(versions.sourcesThatDisagree(next, '98.7.6')).toEqual([]);
  expect(versions.sourcesThatDisagree(next, version)).toEqual(
    Object.keys(versions.SOURCES).map((file) => `${file} says 98.7.6, not ${version}.`),
  );
});

describe('the changelog', () => {
  const changelog =
    '# Changelog\n\n## [Unreleased]\n\n- New.\n\n## [0.1.0] - 2024-01-01\n\n- Old.\n';

  test('tells what stands under a heading', () => {
    expect(versions.changes(changelog, 'Unreleased')).toBe('- New.');
    expect(versions.changes(changelog, '0.1.0')).toBe('- Old.');
    expect(versions.changes(changelog, '0.2.0')).toBeUndefined();
  });

  test('gets a version and a date', () => {
    const released = versions.releasedChangelog(changelog, '0.2.0', '2025-02-03');
    expect(released).toContain('## [0.2.0] - 2025-02-03\n\n- New.\n\n## [0.1.0]');
    expect(versions.changes(released, 'Unreleased')).toBe('');
    expect(() => versions.releasedChangelog(released, '0.3.0', '2025-02-03')).toThrow(
      'nothing is unreleased',
    );
  });

  test('does not release a version twice', () => {
    expect(() => versions.releasedChangelog(changelog, '0.1.0', '2025-02-03')).toThrow(
      'a section of 0.1.0 already',
    );
  });
});

test('the citation gets version and date, also a second time', () => {
  const once = versions.releasedCitation('title: x\nversion: 0.1.0\nlicense: MIT\n', '1.0.0', 'A');
  expect(once).toBe('title: x\nversion: 1.0.0\ndate-released: A\nlicense: MIT\n');
  expect(versions.releasedCitation(once, '1.1.0', 'B')).toBe(
    'title: x\nversion: 1.1.0\ndate-released: B\nlicense: MIT\n',
  );
});
