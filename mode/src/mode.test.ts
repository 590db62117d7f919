import { jest } from '@jest/globals';
import { composeMode, createMode, isValidMode } from './mode.js';
import type { ModeInstance } from './ohif.js';

const base: ModeInstance = {
  id: '@ohif/mode-longitudinal',
  routeName: 'viewer',
  extensions: { '@ohif/extension-default': '^3.0.0' },
  sopClassHandlers: ['stack', 'dicom-sr-3d'],
  toolbarButtons: ['buttons'],
  toolbarSections: ['sections'],
  toolGroupAdditions: { default: ['tools'] },
  routes: [
    {
      path: 'longitudinal',
      layoutInstance: {
        id: 'layout',
        props: {
          leftPanels: ['thumbnails'],
          rightPanels: [
            '@ohif/extension-cornerstone.panelModule.panelSegmentation',
            'measurements',
          ],
          rightPanelClosed: true,
          viewports: [
            { namespace: 'tracked', displaySetsToDisplay: ['stack'] },
            {
              namespace: '@ohif/extension-cornerstone-dicom-sr.viewportModule.dicom-sr',
              displaySetsToDisplay: ['dicom-sr-3d'],
            },
          ],
        },
      },
    },
  ],
};

interface ModeInDoubt {
  isValidMode(): unknown;
}

describe('the mode', () => {
  it('opens our panel first, the segmentation tools second, and keeps the others', () => {
    const { props } = composeMode(base, 'extension.js').routes[0]!.layoutInstance;
    expect(props).toMatchObject({
      leftPanels: ['thumbnails'],
      rightPanels: [
        '@mutation-prediction/ohif-extension.panelModule.mutationPrediction',
        '@ohif/extension-cornerstone.panelModule.panelSegmentationWithToolsLabelMap',
        'measurements',
      ],
      rightPanelClosed: false,
    });
  });

  it('has our reports handled before OHIF’s and shown in its SR viewport', () => {
    const handler = '@mutation-prediction/ohif-extension.sopClassHandlerModule.prediction-sr';
    const mode = composeMode(base, 'extension.js');
    expect(mode.sopClassHandlers.indexOf(handler)).toBe(0);
    expect(mode.sopClassHandlers).toEqual(expect.arrayContaining(['stack', 'dicom-sr-3d']));
    const [tracked, sr] = mode.routes[0]!.layoutInstance.props.viewports;
    expect(tracked?.displaySetsToDisplay).toEqual(['stack']);
    expect(sr?.displaySetsToDisplay).toEqual([handler, 'dicom-sr-3d']);
  });

  it('names the extension as OHIF can import it', () => {
    expect(composeMode(base, 'https://site/extension.js').extensions).toEqual({
      '@ohif/extension-default': '^3.0.0',
      'https://site/extension.js': '^0.1.0',
    });
  });

  it('is offered for CT studies and says why it is not for others', () => {
    expect(isValidMode({ modalities: 'SEG\\CT' }).valid).toBe(true);
    expect(isValidMode({ modalities: 'PT\\SCT' })).toEqual({
      valid: false,
      description: expect.stringContaining('needs a CT') as string,
    });
  });

  it('lets the site override parts of it', async () => {
    const mode = await createMode('extension.js').modeFactory({
      modeConfiguration: { displayName: 'EGFR' },
      loadModules: async () => [{ modeInstance: base }, {}],
    });
    expect(mode).toMatchObject({ routeName: 'mutation-prediction', displayName: 'EGFR' });
  });

  it('adds OHIF’s segmentation tools to the tools of its base', async () => {
    const mode = await createMode('extension.js').modeFactory({
      loadModules: async () => [{ modeInstance: base }, {}],
    });
    const tools = { $reference: 'cornerstone.segmentationTools' };
    expect(mode).toMatchObject({
      toolbarButtons: ['buttons', { $reference: 'cornerstone.segmentationToolbarButtons' }],
      toolbarSections: ['sections', { $reference: 'cornerstone.segmentationToolbarSections' }],
      toolGroupAdditions: { default: ['tools', tools], mpr: [tools] },
    });
  });

  it('says in the study list that a part of it is missing, and tells the console which', async () => {
    const reported = jest.fn();
    globalThis.reportError = reported;
    const missing = new Error('404');
    const mode = await createMode('extension.js').modeFactory({
      loadModules: () => Promise.reject(missing),
    });
    expect(reported).toHaveBeenCalledWith(missing);
    expect(mode).toMatchObject({ displayName: 'Mutation Prediction', routes: [] });
    expect((mode as unknown as ModeInDoubt).isValidMode()).toEqual({
      valid: false,
      description: expect.stringContaining('missing on this site') as string,
    });
  });

  it('says in the study list of an older OHIF which it needs', async () => {
    const mode = await createMode('extension.js').modeFactory({
      loadModules: async () => [{ modeFactory: () => base }, {}],
    });
    expect((mode as unknown as ModeInDoubt).isValidMode()).toEqual({
      valid: false,
      description: expect.stringContaining('OHIF 3.12 or later') as string,
    });
  });
});
