import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { runInNewContext } from 'node:vm';
import { appConfigScript } from './appConfig.js';

/** Runs a config script as a page does and returns what it left in `window.config`. */
function configOf(script: string): Record<string, unknown> {
  const window: { config?: Record<string, unknown> } = {};
  // The bundles are no business of these tests.
  runInNewContext(script, { window, console: { error: () => undefined } });
  return JSON.parse(JSON.stringify({ ...window.config }));
}

describe('appConfigScript', () => {
  const served = configOf(
    appConfigScript({
      pluginPath: '/plugins/mutation-prediction',
      dicomWebPath: '/dicom-web',
      models: ['mmdl-demo', 'clinical-tcia'].map(
        (name) => `/plugins/mutation-prediction/extension/models/${name}/`,
      ),
    }),
  );

  it('loads the plugin as the documented example does', async () => {
    const example = path.join(import.meta.dirname, '../../../docs/app-config.example.js');
    expect(served).toMatchObject(configOf(await readFile(example, 'utf8')));
  });

  it('gives the panel the keys that the site trusts', () => {
    const trustedKeys = [{ name: 'Radiology', publicKey: 'ab'.repeat(32) }];
    const site = { pluginPath: '/p', dicomWebPath: '/d', models: [], trustedKeys };
    expect(configOf(appConfigScript(site))).toMatchObject({ mutationPrediction: { trustedKeys } });
    expect(served).not.toHaveProperty('mutationPrediction.trustedKeys');
  });

  it('gives the panel the server, where there is one', () => {
    const site = { pluginPath: '/p', dicomWebPath: '/d', models: [], inferencePath: '/inference' };
    expect(configOf(appConfigScript(site))).toMatchObject({
      mutationPrediction: { server: '/inference' },
    });
    expect(served).not.toHaveProperty('mutationPrediction.server');
  });

  it('points OHIF to the DICOMweb service of the same origin', () => {
    const [source] = served['dataSources'] as { sourceName: string; configuration: object }[];
    expect(source?.sourceName).toBe(served['defaultDataSourceName']);
    expect(source?.configuration).toMatchObject({ qidoRoot: '/dicom-web', supportsStow: true });
  });

  it('has OHIF ask for bare frames only where the service is known to give them', () => {
    const acceptHeader = (givesBareFrames: boolean) => {
      const site = { pluginPath: '/p', dicomWebPath: '/d', models: [], givesBareFrames };
      const { dataSources } = configOf(appConfigScript(site)) as {
        dataSources: { configuration: { acceptHeader?: string[] } }[];
      };
      return dataSources[0]!.configuration.acceptHeader;
    };
    expect(acceptHeader(true)).toEqual(['application/octet-stream; transfer-syntax=*']);
    expect(acceptHeader(false)).toBeUndefined();
  });
});
