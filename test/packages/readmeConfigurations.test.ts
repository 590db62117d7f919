/**
 * The site configurations of the READMEs of extension and mode: what they name is in the built packages, and
 * OHIF's questions to it are answered.
 *
 * @jest-environment jsdom
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { runInNewContext } from 'node:vm';
import { example } from '../support/readmeExample.js';

interface SiteConfiguration {
  readonly extensions: readonly string[];
  readonly modes: readonly string[];
  readonly modesConfiguration: Readonly<Record<string, object>>;
  readonly mutationPrediction: { readonly models: readonly string[] };
}

interface Extension {
  readonly id: string;
  preRegistration(parameters: object): void;
  getPanelModule(): readonly { readonly name: string }[];
}

interface Mode {
  readonly id: string;
  modeFactory(options: object): Promise<Readonly<Record<string, unknown>> | undefined>;
}

const SERVED = /^\/plugins\/mutation-prediction\/(extension|mode)\//;

/** The file behind a URL, as the READMEs say to serve the built folders. */
const builtFile = (url: string) => path.resolve(url.replace(SERVED, '$1/dist/esm/'));

function configurationOf(workspace: string): SiteConfiguration {
  const page: { window: { config?: SiteConfiguration } } = { window: {} };
  runInNewContext(example(workspace, 'js'), page);
  return page.window.config!;
}

async function imported<T>(url: string): Promise<T> {
  return ((await import(builtFile(url))) as { default: T }).default;
}

test('extension', async () => {
  const configuration = configurationOf('extension');
  for (const model of configuration.mutationPrediction.models) {
    expect([model, existsSync(path.join(builtFile(model), 'model.json'))]).toEqual([model, true]);
  }
  for (const mode of configuration.modes) expect(existsSync(builtFile(mode))).toBe(true);

  const extension = await imported<Extension>(configuration.extensions[0]!);
  expect(extension.id).toBe('@mutation-prediction/ohif-extension');
  extension.preRegistration({ appConfig: configuration });
  expect(extension.getPanelModule().map(({ name }) => name)).toEqual(['mutationPrediction']);
});

test('mode', async () => {
  const configuration = configurationOf('mode');
  for (const extension of configuration.extensions) {
    expect(existsSync(builtFile(extension))).toBe(true);
  }
  const mode = await imported<Mode>(configuration.modes[0]!);
  const changes = configuration.modesConfiguration[mode.id];
  expect(changes).toBeDefined();
  const layoutInstance = { id: 'layout', props: { viewports: [] } };
  const modeInstance = {
    id: '@ohif/mode-longitudinal',
    extensions: {},
    sopClassHandlers: [],
    routes: [{ path: 'longitudinal', layoutInstance }],
  };
  const made = await mode.modeFactory({
    modeConfiguration: changes,
    loadModules: () => Promise.resolve([{ modeInstance }]),
  });
  expect(made).toMatchObject({ routeName: 'mutation-prediction', ...changes });
});
