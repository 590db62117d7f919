/**
 * OHIF's contract for plugins, version 1 (its documentation, "Building OHIF extensions with an agent" and "Extension
 * Gallery", of 3.14), held against what was built and what is published. `test/parity/umdPanel.test.ts` shows
 * the panel in hosts that keep it.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { OHIF_PACKAGES } from '@mutation-prediction/server-adapter/viewer';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { satisfies } from 'semver';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly main: string;
  readonly keywords: readonly string[];
  readonly exports?: unknown;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta: Readonly<Record<string, { readonly optional: boolean }>>;
}
type Plugin = Readonly<Record<string, unknown>> & { readonly id: string };
interface Tools {
  loadUmd(workspace: string): Promise<{ plugin: Plugin; asked: readonly string[] }>;
  galleryEntry(
    manifest: Manifest,
    plugin: Plugin,
    publisher: { repository: string; maintainer: string },
  ): { readonly modules: readonly string[]; readonly hostRange: string };
  descriptor(manifest: Manifest, bundle: Uint8Array): object;
}

/** What OHIF assigns to `window` before it loads plugins. `@ohif/ui` is not among it, and may not be asked for. */
const SHARED = [
  ...['react', 'react-dom', 'react/jsx-runtime'],
  ...['@ohif/core', '@ohif/ui-next', '@ohif/i18n'],
  ...['@ohif/extension-default', '@ohif/extension-cornerstone'],
  ...['@cornerstonejs/core', '@cornerstonejs/tools', 'dcmjs', 'gl-matrix'],
];

const MODULE_TYPES = [
  ...['commandsModule', 'customizationModule', 'stateSyncModule', 'dataSourcesModule'],
  ...['panelModule', 'sopClassHandlerModule', 'toolbarModule', 'viewportModule'],
  ...['contextModule', 'layoutTemplateModule', 'hangingProtocolModule', 'utilityModule'],
];

let tools: Tools;
beforeAll(async () => {
  const load = async (name: string) =>
    (await import(path.resolve(`tools/plugins/${name}.mjs`))) as Tools;
  const [umd, gallery, layout] = await Promise.all(['umdBuild', 'gallery', 'layout'].map(load));
  tools = { ...umd!, ...gallery!, ...layout! };
});

const manifestOf = (workspace: string) =>
  JSON.parse(readFileSync(`${workspace}/package.json`, 'utf8')) as Manifest;

describe.each(['extension', 'mode'])('the %s', (workspace) => {
  const manifest = manifestOf(workspace);

  test('asks its host for nothing that OHIF does not share', async () => {
    const { asked } = await tools.loadUmd(workspace);
    expect(asked.filter((name) => !SHARED.includes(name))).toEqual([]);
    if (workspace === 'extension') expect(asked).toContain('react');
  });

  test('is the default export, under the name of its package', async () => {
    const { plugin } = await tools.loadUmd(workspace);
    expect(plugin.id).toBe(manifest.name);
    expect(plugin['default']).toBeUndefined();
  });

  test('is found by its keyword, and by `main` alone', () => {
    expect(manifest.keywords).toContain(`ohif-${workspace}`);
    expect(manifest.main).toBe('dist/umd/index.umd.js');
    expect(manifest.exports).toBeUndefined();
  });

  test('asks for the versions of OHIF that it is tested in, for no other, and for nothing that has left OHIF', () => {
    const range = manifest.peerDependencies['@ohif/core']!;
    const accepts = (version: string) => satisfies(version, range, { includePrerelease: true });
    expect(Object.keys(OHIF_PACKAGES).filter((version) => !accepts(version))).toEqual([]);
    expect(['3.11.1', '3.15.0-beta.1', '4.0.0'].filter(accepts)).toEqual([]);
    const { dependencies, peerDependencies, peerDependenciesMeta } = manifest;
    expect(Object.keys({ ...dependencies, ...peerDependencies })).not.toContain('@ohif/ui');
    const ofHost = Object.keys(peerDependencies).filter((name) => SHARED.includes(name));
    expect(ofHost.filter((name) => !peerDependenciesMeta[name]?.optional)).toEqual([]);
  });

  test('is described by its name, place, range and SHA-384', () => {
    const bundle = readFileSync(`${workspace}/dist/umd/index.umd.js`);
    expect(tools.descriptor(manifest, bundle)).toEqual({
      packageName: manifest.name,
      importPath: `/plugins/${manifest.name}/${manifest.version}/umd/index.umd.js`,
      globalName: manifest.name,
      coreVersionRange: manifest.peerDependencies['@ohif/core'],
      integrity: expect.stringMatching(/^sha384-[\w+/]{64}$/) as string,
      ...(workspace === 'extension' && {
        styles: [`/plugins/${manifest.name}/${manifest.version}/umd/index.css`],
      }),
    });
  });

  test('has an entry for OHIF’s extension gallery', async () => {
    const { plugin } = await tools.loadUmd(workspace);
    const publisher = { repository: 'https://example.org/sources', maintainer: 'A hospital' };
    const entry = tools.galleryEntry(manifest, plugin, publisher);
    const ajv = new Ajv({ allErrors: true });
    addFormats(ajv);
    ajv.validate(GALLERY_ENTRY, entry);
    expect(ajv.errors).toBeNull();
    expect(entry.modules).toEqual(
      workspace === 'mode'
        ? []
        : ['commandsModule', 'hangingProtocolModule', 'panelModule', 'sopClassHandlerModule'],
    );
  });
});

test('what is fetched on demand has its SHA-384 in the bundle, and what OHIF shares from there alone', () => {
  const folder = 'extension/dist/umd';
  const bundle = readFileSync(`${folder}/index.umd.js`, 'utf8');
  const chunks = readdirSync(`${folder}/chunks`).filter((name) => name.endsWith('.js'));
  expect(chunks.length).toBeGreaterThan(15);
  const faults = chunks.filter((name) => {
    const code = readFileSync(`${folder}/chunks/${name}`);
    const hash = createHash('sha384').update(code).digest('base64');
    return !bundle.includes(`"sha384-${hash}"`) || code.includes('__WEBPACK_EXTERNAL_MODULE_');
  });
  expect(faults).toEqual([]);
});

test('every element of a module of the extension has a name, commands apart', async () => {
  const { plugin } = await tools.loadUmd('extension');
  const managers = { servicesManager: { services: {} } };
  const modules = Object.entries(plugin).filter(([key]) => /^get\w+Module$/.test(key));
  expect(modules.length).toBeGreaterThan(3);
  for (const [key, get] of modules) {
    const made = (get as (params: object) => unknown)(managers);
    if (key === 'getCommandsModule') expect(made).toHaveProperty('definitions');
    else {
      const names = (made as { name?: string }[]).map(({ name }) => name);
      expect([key, names]).toEqual([key, names.filter(Boolean)]);
      expect(names.length).toBeGreaterThan(0);
    }
  }
});

const text = { type: 'string' };
const uri = { type: 'string', format: 'uri' };
const object = (properties: object, required = Object.keys(properties)) => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required,
});

/** An entry of the gallery as OHIF's published schema (draft 7) accepts it. */
const GALLERY_ENTRY = object({
  name: { type: 'string', pattern: '^(@[a-z0-9-~][a-z0-9-._~]*/)?[a-z0-9-~][a-z0-9-._~]*$' },
  type: { enum: ['extension', 'mode'] },
  description: { type: 'string', maxLength: 200 },
  maintainer: object({ name: text, url: uri }, ['name']),
  modules: { type: 'array', items: { enum: MODULE_TYPES } },
  hostRange: { type: 'string', minLength: 1 },
  links: object({ npm: uri, repository: uri, docs: uri }, ['npm', 'repository']),
});
