import type { Code } from '../contract/modelManifest.js';
import type { ModelIdentity, Prediction, TargetPrediction } from '../contract/prediction.js';
import { shortNameOf } from '../contract/targetWords.js';
import type {
  BuiltParametricMap,
  ParametricMapDraft,
} from '../dicom/parametric-map/parametricMapWriter.js';
import { buildParametricMap } from '../dicom/parametric-map/parametricMapWriter.js';
import { asciiLabel } from '../dicom/writing/asciiLabel.js';
import type { Seen } from '../explanation/activationVolume.js';
import { activationBox, activationVolume } from '../explanation/activationVolume.js';
import { mapCaution } from '../explanation/mapCaution.js';
import type { FloatVolume } from '../imaging/volume.js';
import { shiftGrid } from '../imaging/gridGeometry.js';
import type { ActivationMaps } from '../inference/activationMaps.js';
import { CODES } from './content/codes.js';
import { contributingEquipment } from './parts/contributingEquipment.js';
import { modelDevice } from './parts/devices.js';
import type { VisualExplanation } from './reportedLesion.js';

/** A run, and where its network looked. */
export interface ExplainedRun {
  readonly prediction: Prediction;
  readonly seen: Seen;
  readonly activationMaps: readonly ActivationMaps[];
}

/** Where the network looked for a target, as a Parametric Map. */
export interface BuiltExplanation extends BuiltParametricMap {
  readonly target: string;
  /** As a report refers to it. */
  readonly explanation: VisualExplanation;
}

/** The UIDs of a target's map. */
export type ExplanationUids = (target: string) => NonNullable<ParametricMapDraft['uids']>;

export interface ExplanationDraft extends Pick<
  ParametricMapDraft,
  'ct' | 'studyAttributes' | 'now'
> {
  /** Default: new ones. */
  readonly uidsOf?: ExplanationUids;
}

/** High, so that the series sort after the reports; within IS (PS3.5 6.2) whatever is added. */
const FIRST_SERIES_NUMBER = 960_000_000;
/** Of a run's targets: its maps follow each other. */
const NUMBERS_OF_RUN = 100;
/** Of a Series Description and a LUT Explanation, VR LO (PS3.5 6.2). */
const LONGEST_TEXT = 64;

const QUANTITIES: Readonly<Record<ActivationMaps['method'], Code>> = {
  cam: CODES.classActivation,
  'grad-cam': CODES.gradientWeightedActivation,
};

/**
 * The Parametric Maps that a report of a run refers to: one for each target that has a figure, since OHIF
 * shows one map per series. None for a model that does not tell where it looked.
 */
export function buildVisualExplanations(
  { prediction, seen, activationMaps }: ExplainedRun,
  { ct, uidsOf, ...draft }: ExplanationDraft,
): BuiltExplanation[] {
  // No model here has more than one image.
  const [maps] = activationMaps;
  if (!maps) return [];
  const box = activationBox(seen, maps, ct.grid);
  const grid = shiftGrid(ct.grid, box);
  return prediction.targets
    .filter((target) => target.status !== 'withheld' && maps.targets.includes(target.id))
    .map((target, n) => {
      const built = buildParametricMap({
        ...draft,
        ct,
        ...meaningOf(target, maps, prediction, activationVolume(seen, maps, target.id, grid)),
        seriesNumber: seriesNumberOf(prediction, n),
        ...(uidsOf && { uids: uidsOf(target.id) }),
      });
      return {
        ...built,
        target: target.id,
        explanation: { ...built.reference, target: target.id },
      };
    });
}

function meaningOf(
  target: TargetPrediction,
  maps: ActivationMaps,
  { uid, model, lesion, createdAt }: Prediction,
  map: FloatVolume,
) {
  const name = asciiLabel(shortNameOf(target));
  const caution = mapCaution(maps, target.id);
  return {
    map,
    quantity: QUANTITIES[maps.method],
    unit: CODES.noUnits,
    explanation: `Where the model looked for ${name}, share of its logit`.slice(0, LONGEST_TEXT),
    algorithm: {
      name: model.name,
      version: model.version,
      parameters: [
        `target=${asciiLabel(target.id)}`,
        `method=${maps.method}`,
        `model_id=${model.id}`,
        `model_digest=${model.digest}`,
        `run_uid=${uid}`,
        ...(caution ? [`caution=${caution}`] : []),
      ],
    },
    contributingEquipment: [contributingEquipment(modelDevice(model), createdAt)],
    seriesDescription: seriesDescription(name, lesion.label, model, caution !== undefined),
  };
}

/**
 * Each map of a report has its own, which goes by its run: a report may hold maps that earlier ones were written with.
 *
 * @param n the map's place among those of its run
 */
function seriesNumberOf({ uid }: Prediction, n: number): number {
  // The last digits of a UID that is made of a random number are random, too.
  const run = Number(uid.replace(/\D/g, '').slice(-5));
  return FIRST_SERIES_NUMBER + run * NUMBERS_OF_RUN + n;
}

/** Told apart by what study browsers show of it: gene, lesion; what is wrong with a map is never cut off. */
function seriesDescription(
  target: string,
  lesion: string,
  { id, status }: ModelIdentity,
  isUnconfirmed: boolean,
): string {
  const marks = [
    ...(isUnconfirmed ? ['UNCONFIRMED'] : []),
    ...(status === 'demonstration' ? ['DEMONSTRATION'] : []),
  ];
  const marked = marks.map((mark) => `, ${mark}`).join('');
  const named = `Map ${target}, ${asciiLabel(lesion)}`.slice(0, LONGEST_TEXT - marked.length);
  return `${named}${marked}, ${id}`.slice(0, LONGEST_TEXT);
}
