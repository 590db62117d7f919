import { HANGING_PROTOCOL_ID } from '../../id.js';

/** Lung window: width 1500 HU, centre −600 HU. */
const LUNG_WINDOW = { windowWidth: 1500, windowCenter: -600 };

const CHEST_CT = 'chestCt';

/**
 * The first CT with more than a localizer's few images, as one axial stack in the lung window. A
 * stack shows every series, reconstructable or not; OHIF's layout menu offers MPR for the others.
 */
export const chestCtProtocol = {
  id: HANGING_PROTOCOL_ID,
  name: 'Mutation Prediction: chest CT',
  locked: true,
  protocolMatchingRules: [],
  toolGroupIds: ['default'],
  numberOfPriorsReferenced: 0,
  defaultViewport: {
    viewportOptions: stackViewport(),
    displaySets: [{ id: CHEST_CT, matchedDisplaySetsIndex: -1 }],
  },
  displaySetSelectors: {
    [CHEST_CT]: {
      seriesMatchingRules: [
        { weight: 10, attribute: 'Modality', constraint: { equals: { value: 'CT' } } },
        { weight: 5, attribute: 'numImageFrames', constraint: { greaterThan: { value: 8 } } },
        { weight: 1, attribute: 'numImageFrames', constraint: { greaterThan: { value: 0 } } },
        { weight: 20, attribute: 'isDisplaySetFromUrl', constraint: { equals: true } },
      ],
    },
  },
  stages: [
    {
      name: 'axial',
      viewportStructure: { layoutType: 'grid', properties: { rows: 1, columns: 1 } },
      viewports: [
        {
          viewportOptions: {
            ...stackViewport(),
            viewportId: 'default',
            // The image that the URL names, else one through the lungs rather than the first.
            initialImageOptions: {
              custom: 'sopInstanceLocation',
              defaultValue: { preset: 'middle' },
            },
          },
          displaySets: [{ id: CHEST_CT, options: { voi: LUNG_WINDOW } }],
        },
      ],
    },
  ],
};

/** As OHIF's default protocol has it, so that segmentations and layouts behave as users know them. */
function stackViewport() {
  return {
    viewportType: 'stack',
    toolGroupId: 'default',
    allowUnmatchedView: true,
    syncGroups: [{ type: 'hydrateseg', id: 'sameFORId', source: true, target: true }],
  };
}
