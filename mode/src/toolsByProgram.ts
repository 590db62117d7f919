/**
 * OHIF 3.12: a mode's tools and toolbar are not data, but what its program sets up when the mode is entered.
 */
import type {
  Button,
  ModeContext,
  ModeInstance,
  Services,
  ToolGroupTools,
  ToolInGroup,
} from './ohif.js';

/** Whether this OHIF's modes set up their tools themselves. */
export function setsUpToolsItself({ toolbarSections }: ModeInstance): boolean {
  return toolbarSections !== undefined && !Array.isArray(toolbarSections);
}

/**
 * A mode that has, when it is entered, beside its own tools also those of another: OHIF's measurement
 * mode with the tools of its segmentation mode.
 */
export function withToolsOf(base: ModeInstance, other: ModeInstance): ModeInstance {
  return {
    ...base,
    enableSegmentationEdit: true,
    onModeEnter(this: ModeInstance, context: ModeContext) {
      base.onModeEnter?.call(this, context);
      const { services } = context.servicesManager;
      addTools(whatItSetsUp(other, context), base, services);
      // Later versions do so for a mode.
      services.customizationService.setCustomizations(this.modeCustomizations ?? {});
    },
  };
}

interface SetUp {
  readonly buttons: Button[];
  readonly sections: Map<string, readonly string[]>;
  readonly groups: Map<string, ToolGroupTools>;
}

/** Enters the mode before services that only write down what they are asked for. */
function whatItSetsUp(mode: ModeInstance, context: ModeContext): SetUp {
  const setUp: SetUp = { buttons: [], sections: new Map(), groups: new Map() };
  const { services } = context.servicesManager;
  const silent = { subscribe: () => ({ unsubscribe: () => undefined }) };
  const asked: Services = {
    ...services,
    measurementService: { clearMeasurements: () => undefined },
    segmentationService: { EVENTS: services.segmentationService.EVENTS, ...silent },
    viewportGridService: { EVENTS: services.viewportGridService.EVENTS, ...silent },
    toolbarService: {
      sections: services.toolbarService.sections,
      register: (buttons) => void setUp.buttons.push(...buttons),
      updateSection: (name, buttons) => void setUp.sections.set(name, buttons),
    },
    toolGroupService: {
      getToolGroup: () => undefined,
      addToolsToToolGroup: () => undefined,
      createToolGroupAndAddTools: (group, tools) => void setUp.groups.set(group, tools),
    },
  };
  mode.onModeEnter?.call(mode, { ...context, servicesManager: { services: asked } });
  return setUp;
}

/** Adds what the mode has not; which tool a mouse button begins with stays as it is. */
function addTools({ buttons, sections, groups }: SetUp, mode: ModeInstance, services: Services) {
  const { toolbarService, toolGroupService } = services;
  toolbarService.register(buttons);
  for (const [name, names] of sections) {
    if (!(name in (mode.toolbarSections ?? {}))) toolbarService.updateSection(name, names);
  }
  for (const [id, { passive = [], disabled = [] }] of groups) {
    const group = toolGroupService.getToolGroup(id);
    if (!group) continue;
    const missing = (tools: readonly ToolInGroup[]) =>
      tools.filter(({ toolName }) => !group.hasTool(toolName));
    toolGroupService.addToolsToToolGroup(id, {
      passive: missing(passive),
      disabled: missing(disabled),
    });
  }
}
