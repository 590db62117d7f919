import type { ModeContext, ModeInstance, Services, ToolGroupTools } from './ohif.js';
import { createMode } from './mode.js';

const layout = { id: 'layout', props: { viewports: [] } };

const toolsIn = ({ active = [], passive = [], disabled = [] }: ToolGroupTools) =>
  [...active, ...passive, ...disabled].map(({ toolName }) => toolName);

/** OHIF's services, as far as a mode's program asks them. */
function servicesOf() {
  const buttons = new Set<string>();
  const sections: Record<string, readonly string[]> = {};
  const groups: Record<string, string[]> = {};
  const customizations: object[] = [];
  let cleared = 0;
  const add = (id: string, tools: ToolGroupTools) => groups[id]!.push(...toolsIn(tools));
  const services: Services = {
    measurementService: { clearMeasurements: () => void cleared++ },
    segmentationService: { EVENTS: { ADDED: 'added' }, subscribe: () => never() },
    viewportGridService: { EVENTS: {}, subscribe: () => never() },
    toolbarService: {
      sections: { primary: 'primary' },
      register: (added) => added.forEach(({ id }) => buttons.add(id)),
      updateSection: (name, names) => (sections[name] = [...(sections[name] ?? []), ...names]),
    },
    toolGroupService: {
      createToolGroupAndAddTools(id, tools) {
        if (groups[id]) throw new Error(`ToolGroup ${id} already exists`);
        groups[id] = [];
        add(id, tools);
      },
      addToolsToToolGroup: add,
      getToolGroup: (id) => groups[id] && { hasTool: (name) => groups[id]!.includes(name) },
    },
    customizationService: { setCustomizations: (added) => void customizations.push(added) },
  };
  return { services, buttons, sections, groups, customizations, cleared: () => cleared };
}

const never = (): never => {
  throw new Error('no listener of the other mode may stay');
};

const measurement: ModeInstance = {
  id: '@ohif/mode-longitudinal',
  extensions: {},
  sopClassHandlers: [],
  toolbarSections: { primary: ['MeasurementTools', 'Zoom'] },
  enableSegmentationEdit: false,
  routes: [{ path: 'longitudinal', layoutInstance: layout }],
  onModeEnter({ servicesManager: { services } }) {
    services.measurementService.clearMeasurements();
    services.toolGroupService.createToolGroupAndAddTools('default', {
      active: [{ toolName: 'WindowLevel' }],
      passive: [{ toolName: 'Length' }],
    });
    services.toolbarService.register([{ id: 'Zoom' }]);
    for (const [name, names] of Object.entries(this.toolbarSections as object))
      services.toolbarService.updateSection(name, names as string[]);
    if (!this['enableSegmentationEdit'])
      services.customizationService.setCustomizations({ 'panelSegmentation.disableEditing': true });
  },
};

const segmentation: ModeInstance = {
  ...measurement,
  id: '@ohif/mode-segmentation',
  onModeEnter({ servicesManager: { services } }) {
    services.measurementService.clearMeasurements();
    services.segmentationService.subscribe('added', never).unsubscribe();
    services.toolGroupService.createToolGroupAndAddTools('default', {
      active: [{ toolName: 'Zoom' }],
      passive: [{ toolName: 'CircularBrush' }, { toolName: 'Length' }],
    });
    services.toolGroupService.createToolGroupAndAddTools('volume3d', {});
    services.toolbarService.register([{ id: 'Zoom' }, { id: 'Brush' }]);
    services.toolbarService.updateSection('primary', ['Zoom']);
    services.toolbarService.updateSection('BrushTools', ['Brush']);
  },
};

async function enter() {
  const modules: Record<string, unknown> = {
    [measurement.id]: { modeInstance: measurement },
    [segmentation.id]: { modeFactory: () => segmentation },
  };
  const mode = (await createMode('extension.js').modeFactory({
    loadModules: (names) => Promise.resolve(names.map((name) => modules[name])),
  })) as ModeInstance;
  const ohif = servicesOf();
  const context: ModeContext = { servicesManager: { services: ohif.services } };
  mode.onModeEnter!(context);
  return { mode, ohif };
}

describe('in OHIF 3.12, the mode', () => {
  test('is ours', async () => {
    const { mode } = await enter();
    expect(mode['displayName']).toBe('Mutation Prediction');
  });

  test('has the tools of both modes, each once, and starts with those of the first', async () => {
    const { ohif } = await enter();
    expect(ohif.groups).toEqual({ default: ['WindowLevel', 'Length', 'CircularBrush'] });
    expect([...ohif.buttons]).toEqual(['Zoom', 'Brush']);
    expect(ohif.sections).toEqual({
      primary: ['MeasurementTools', 'Zoom'],
      BrushTools: ['Brush'],
    });
    expect(ohif.cleared()).toBe(1);
  });

  test('lets segmentations be edited and has our hotkey', async () => {
    const { ohif } = await enter();
    expect(ohif.customizations).toEqual([
      expect.objectContaining({
        'panelSegmentation.disableEditing': false,
        'ohif.hotkeyBindings': {
          $push: expect.arrayContaining([expect.objectContaining({ keys: ['alt+shift+m'] })]),
        },
      }),
    ]);
  });
});
