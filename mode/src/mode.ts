import { id } from './id.js';
import type { ModeDefinition, ModeFactoryOptions, ModeInstance, Route } from './ohif.js';

/** Names of `@mutation-prediction/ohif-extension`; the mode is a bundle of its own and imports nothing. */
const EXTENSION_ID = '@mutation-prediction/ohif-extension';
const OUR_PANEL = `${EXTENSION_ID}.panelModule.mutationPrediction`;
const OUR_SR_HANDLER = `${EXTENSION_ID}.sopClassHandlerModule.prediction-sr`;
const OUR_SEG_HANDLER = `${EXTENSION_ID}.sopClassHandlerModule.every-seg`;
const OUR_HANGING_PROTOCOL = 'mutationPrediction.chestCt';

const BASE_MODE = '@ohif/mode-longitudinal';
const SEGMENTATION_PANEL_WITH_TOOLS =
  '@ohif/extension-cornerstone.panelModule.panelSegmentationWithToolsLabelMap';
const SEGMENTATION_PANEL = '@ohif/extension-cornerstone.panelModule.panelSegmentation';
const SR_VIEWPORT = '@ohif/extension-cornerstone-dicom-sr.viewportModule.dicom-sr';

/**
 * The mode definition that OHIF registers.
 *
 * @param extensionModule what OHIF imports our extension by: the URL of its bundle at run time, its
 *   package name in a site's own build
 */
export function createMode(extensionModule: string) {
  return {
    id,
    /** Without a mode OHIF still starts: a site that lacks a part of it loses this mode only. */
    async modeFactory({ loadModules, modeConfiguration }: ModeFactoryOptions) {
      try {
        const [base] = await loadModules([BASE_MODE, extensionModule]);
        const instance = composeMode((base as ModeDefinition).modeInstance, extensionModule);
        return { ...instance, ...modeConfiguration };
      } catch (error) {
        reportError(error);
        return undefined;
      }
    },
  };
}

/**
 * OHIF's measurement mode with our panel open, the segmentation tools beside it and the chest CT
 * hanging protocol.
 */
export function composeMode(base: ModeInstance, extensionModule: string): ModeInstance {
  const [baseRoute] = base.routes;
  if (!baseRoute) throw new Error(`${BASE_MODE} has no route.`);
  return {
    ...base,
    id,
    routeName: 'mutation-prediction',
    displayName: 'Mutation Prediction',
    hide: false,
    extensions: { ...base.extensions, [extensionModule]: '^0.1.0' },
    isValidMode,
    hangingProtocol: OUR_HANGING_PROTOCOL,
    // Ours first: OHIF asks the handlers in this order.
    sopClassHandlers: [OUR_SR_HANDLER, OUR_SEG_HANDLER, ...base.sopClassHandlers],
    toolbarButtons: [
      ...(base.toolbarButtons ?? []),
      { $reference: 'cornerstone.segmentationToolbarButtons' },
    ],
    toolbarSections: [
      ...(base.toolbarSections ?? []),
      { $reference: 'cornerstone.segmentationToolbarSections' },
    ],
    toolGroupAdditions: withSegmentationTools(base.toolGroupAdditions ?? {}),
    modeCustomizations: {
      'panelSegmentation.disableEditing': false,
      'ohif.hotkeyBindings': { $push: [OPEN_PANEL_HOTKEY] },
    },
    routes: [composeRoute(baseRoute)],
  };
}

/** With modifiers: OHIF's own hotkeys have taken the plain letters. */
const OPEN_PANEL_HOTKEY = {
  commandName: 'openMutationPrediction',
  label: 'Open Mutation Prediction',
  keys: ['alt+shift+m'],
  isEditable: true,
};

const SEGMENTATION_TOOLS = { $reference: 'cornerstone.segmentationTools' };

function withSegmentationTools(
  additions: Readonly<Record<string, readonly unknown[]>>,
): Record<string, readonly unknown[]> {
  return {
    ...additions,
    default: [...(additions['default'] ?? []), SEGMENTATION_TOOLS],
    mpr: [...(additions['mpr'] ?? []), SEGMENTATION_TOOLS],
  };
}

function composeRoute(base: Route): Route {
  const { props, ...layout } = base.layoutInstance;
  return {
    ...base,
    path: 'mutation-prediction',
    layoutInstance: {
      ...layout,
      props: {
        ...props,
        rightPanels: [
          OUR_PANEL,
          SEGMENTATION_PANEL_WITH_TOOLS,
          ...(props.rightPanels ?? []).filter((panel) => panel !== SEGMENTATION_PANEL),
        ],
        rightPanelClosed: false,
        // Our reports open in OHIF's SR viewport, as text.
        viewports: props.viewports.map((viewport) =>
          viewport.namespace === SR_VIEWPORT
            ? {
                ...viewport,
                displaySetsToDisplay: [OUR_SR_HANDLER, ...viewport.displaySetsToDisplay],
              }
            : viewport,
        ),
      },
    },
  };
}

/** Asked by the worklist for every study; `modalities` is a DICOM multi-value. */
export function isValidMode({ modalities }: { readonly modalities: string }) {
  const valid = modalities.split('\\').includes('CT');
  return {
    valid,
    description: valid
      ? 'Opens this CT with the Mutation Prediction panel.'
      : 'Mutation Prediction needs a CT series; this study has none.',
  };
}
