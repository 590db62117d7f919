import { id } from './id.js';
import { HOTKEYS } from './hotkeys.js';
import type {
  LoadModules,
  ModeDefinition,
  ModeFactoryOptions,
  ModeInstance,
  ModeProgram,
  Route,
} from './ohif.js';
import { setsUpToolsItself, withToolsOf } from './toolsByProgram.js';

/** Names of `@mutation-prediction/ohif-extension`; the mode is a bundle of its own and imports nothing. */
const EXTENSION_ID = '@mutation-prediction/ohif-extension';
const OUR_PANEL = `${EXTENSION_ID}.panelModule.mutationPrediction`;
const OUR_SR_HANDLER = `${EXTENSION_ID}.sopClassHandlerModule.prediction-sr`;
const OUR_SEG_HANDLER = `${EXTENSION_ID}.sopClassHandlerModule.every-seg`;
const OUR_HANGING_PROTOCOL = 'mutationPrediction.chestCt';

const BASE_MODE = '@ohif/mode-longitudinal';
const SEGMENTATION_MODE = '@ohif/mode-segmentation';
const SEGMENTATION_PANEL_WITH_TOOLS =
  '@ohif/extension-cornerstone.panelModule.panelSegmentationWithToolsLabelMap';
const SEGMENTATION_PANEL = '@ohif/extension-cornerstone.panelModule.panelSegmentation';
const SR_VIEWPORT = '@ohif/extension-cornerstone-dicom-sr.viewportModule.dicom-sr';

/** In the study list, and in the address of a study. */
const SHOWN = { routeName: 'mutation-prediction', displayName: 'Mutation Prediction', hide: false };

/**
 * The mode definition that OHIF registers.
 *
 * @param extensionModule what OHIF imports our extension by: the URL of its bundle at run time, its
 *   package name in a site's own build
 */
export function createMode(extensionModule: string) {
  return {
    id,
    /** OHIF starts in any case: where this mode cannot be, the study list says why. */
    async modeFactory({ loadModules, modeConfiguration }: ModeFactoryOptions) {
      try {
        const [base] = await loadModules([BASE_MODE, extensionModule]);
        const { modeInstance } = base as Partial<ModeDefinition>;
        if (!modeInstance) return unavailable(TOO_OLD);
        const tools = setsUpToolsItself(modeInstance)
          ? withToolsOf(modeInstance, await segmentationMode(loadModules))
          : withToolsAsData(modeInstance);
        return { ...composeMode(tools, extensionModule), ...modeConfiguration };
      } catch (error) {
        reportError(error);
        return unavailable(INCOMPLETE);
      }
    },
  };
}

const TOO_OLD = 'Mutation Prediction needs OHIF 3.12 or later. This is an older one.';
const INCOMPLETE =
  'Mutation Prediction could not be loaded: a part of it is missing on this site or damaged. ' +
  'The browser’s console tells the administrator which.';

/** A mode that opens no study, and says why. */
function unavailable(description: string) {
  return {
    id,
    ...SHOWN,
    extensions: {},
    sopClassHandlers: [],
    routes: [],
    isValidMode: () => ({ valid: false, description }),
  };
}

async function segmentationMode(loadModules: LoadModules): Promise<ModeInstance> {
  const [program] = await loadModules([SEGMENTATION_MODE]);
  return (program as ModeProgram).modeFactory({});
}

/** OHIF's measurement mode, of 3.13 or later, with its segmentation tools. */
function withToolsAsData(base: ModeInstance): ModeInstance {
  return {
    ...base,
    toolbarButtons: [
      ...(base.toolbarButtons ?? []),
      { $reference: 'cornerstone.segmentationToolbarButtons' },
    ],
    toolbarSections: [
      ...(Array.isArray(base.toolbarSections) ? (base.toolbarSections as unknown[]) : []),
      { $reference: 'cornerstone.segmentationToolbarSections' },
    ],
    toolGroupAdditions: withSegmentationTools(base.toolGroupAdditions ?? {}),
  };
}

/** OHIF's measurement mode with our panel open, the segmentation panel beside it and the chest CT hanging protocol. */
export function composeMode(base: ModeInstance, extensionModule: string): ModeInstance {
  const [baseRoute] = base.routes;
  if (!baseRoute) throw new Error(`${BASE_MODE} has no route.`);
  return {
    ...base,
    id,
    ...SHOWN,
    extensions: { ...base.extensions, [extensionModule]: '^0.1.0' },
    isValidMode,
    hangingProtocol: OUR_HANGING_PROTOCOL,
    // Ours first: OHIF asks the handlers in this order.
    sopClassHandlers: [OUR_SR_HANDLER, OUR_SEG_HANDLER, ...base.sopClassHandlers],
    modeCustomizations: {
      'panelSegmentation.disableEditing': false,
      'ohif.hotkeyBindings': { $push: HOTKEYS },
    },
    routes: [composeRoute(baseRoute)],
  };
}

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
