import type { CtSeries, RefusedSeries } from '../dicom/ct/ctSeries.js';
import type {
  SegmentationReferences,
  SegmentDescription,
} from '../dicom/segmentation/segmentation.js';
import { MutationPredictionError } from '../errors.js';
import { spacing } from '../imaging/gridGeometry.js';
import type { Warning } from '../contract/warning.js';
import { warningOf } from '../contract/warningOf.js';
import type { Catalogue } from '../words/catalogue.js';
import type { en } from '../words/en.js';
import { rounded } from '../words/figures.js';
import { wordsOfTerm } from '../words/render.js';

/** What decides whether a CT fits a segmentation, and how well. */
export type CtCandidate = Pick<CtSeries, 'title' | 'identity' | 'grid'>;

/** The CT series there are: those that can be read, and why the others cannot. */
export interface CtCandidates<Ct extends CtCandidate> {
  readonly series: readonly Ct[];
  readonly refused: readonly Pick<RefusedSeries, 'seriesInstanceUid' | 'error'>[];
}

/** A segmentation, and what it says about the CT it belongs to. */
export interface CtReference {
  /** Names it in errors, e.g. `SEG "GTV-1"`. */
  readonly name: string;
  /** Absent for one without DICOM references. Regions may lie in frames of reference of their own. */
  readonly references?: SegmentationReferences & {
    readonly segments?: readonly Pick<SegmentDescription, 'frameOfReferenceUid' | 'contourCount'>[];
  };
}

/** Where a host looks for CT series: in the study that is open in a viewer, or in a folder. */
export type CtPlace = 'study' | { readonly folder: string };

export interface CtChoiceOptions<Ct extends CtCandidate> {
  /** Those that the user asked for: one, or the stacks of one series; nobody did when empty. */
  readonly asked?: readonly Ct[];
  readonly place: CtPlace;
}

/**
 * Why a CT was chosen: the user asked for it; the segmentation was drawn on it; there is no other, or none
 * that fits; it has the thinnest slices of those. `wordsOfCtReason` says it.
 */
export interface CtReason {
  readonly term: keyof (typeof en)['terms']['ctReason'];
  readonly values?: { readonly thickness: number };
}

/** The reason for people, to stand after a colon. */
export const wordsOfCtReason = (reason: CtReason, catalogue: Catalogue): string =>
  wordsOfTerm({ group: 'ctReason', ...reason }, catalogue);

export interface ChosenCt<Ct extends CtCandidate> {
  readonly ct: Ct;
  readonly reason: CtReason;
  /** The series that it was drawn on cannot be read: this one stands in. */
  readonly standsIn: boolean;
  /** What it says it was drawn on, where that is another CT. */
  readonly drawnOnOther?: DrawnOn;
  /** What fits too, the thinnest first. */
  readonly alternatives: readonly Ct[];
}

/** What contours say they were drawn on: a CT that is here, a series that is not, or images alone. */
export type DrawnOn =
  | { readonly kind: 'ct'; readonly title: string }
  | { readonly kind: 'series'; readonly seriesInstanceUid: string }
  | { readonly kind: 'images' };

/** The reason for a CT that the user asked for. */
export const CHOSEN_BY_USER: CtReason = { term: 'asked-for' };

/**
 * Chooses the CT to read a segmentation on: the one asked for; else the one it was drawn on; else of
 * those with its frame of reference the thinnest. Where nothing says what it belongs to, the only one.
 *
 * @throws MutationPredictionError `no-ct`; `other-frame-of-reference`; `several-series` where nothing
 *   says which, or which phase of one series; why the series it was drawn on cannot be read, where no other fits
 */
export function chooseCt<Ct extends CtCandidate>(
  reference: CtReference,
  candidates: CtCandidates<Ct>,
  { asked = [], place }: CtChoiceOptions<Ct>,
): ChosenCt<Ct> {
  const { name, references } = reference;
  const { series, refused } = candidates;
  const { stated, elsewhere, drawnOn, drawnOnError, fitting } = fitOf(reference, candidates);
  const ofOnePhase = (cts: readonly Ct[]) => onePhase(cts, name, place);
  const chosen = (ct: Ct, reason: CtReason, standsIn = false): ChosenCt<Ct> => {
    const alternatives = fitting.filter((other) => other !== ct);
    const drawnOnOther = otherDrawnOn(ct, series, references, drawnOnError !== undefined);
    return {
      ct,
      reason,
      standsIn,
      ...(drawnOnOther && { drawnOnOther }),
      alternatives,
    };
  };

  if (asked.length > 0) {
    const inPlace = asked.filter((ct) => !elsewhere(ct));
    const [ct, another] = ofOnePhase(byThickness(narrowed(inPlace, references)));
    if (!ct) throw liesElsewhere(name, place);
    if (!another) return chosen(ct, CHOSEN_BY_USER);
    if (!references) throw several(asked, name, place);
    return chosen(ct, thinnest('thinnest-asked-for', ct));
  }
  if (drawnOn.length > 0) {
    const [ct, another] = ofOnePhase(byThickness(narrowed(drawnOn, references)));
    return another
      ? chosen(ct!, thinnest('thinnest-drawn-on', ct!))
      : chosen(ct!, { term: 'drawn-on' });
  }
  if (series.length === 0) throw drawnOnError ?? refused[0]?.error ?? nothing(place);
  if (stated.length === 0) {
    if (drawnOnError) throw drawnOnError;
    if (series.length > 1) throw several(series, name, place);
    return chosen(series[0]!, { term: 'only' });
  }
  const ofWhole = fitting.filter((ct) => frameOf(ct) === stated[0]);
  const [ct, another] = ofOnePhase(ofWhole.length > 0 ? ofWhole : fitting);
  if (!ct) throw drawnOnError ?? liesElsewhere(name, place);
  if (drawnOnError) {
    return another
      ? chosen(ct, thinnest('thinnest-fitting-instead', ct), true)
      : chosen(ct, { term: 'only-fitting-instead' }, true);
  }
  return another
    ? chosen(ct, thinnest('thinnest-fitting', ct))
    : chosen(ct, { term: 'only-fitting' });
}

/** How the CTs lie to a segmentation. */
interface Fit<Ct extends CtCandidate> {
  /** Frames of reference that it states. */
  readonly stated: readonly string[];
  /** Whether a CT lies in none of them. */
  readonly elsewhere: (ct: Ct) => boolean;
  readonly drawnOn: readonly Ct[];
  /** Why the series that it was drawn on, or a part of that, cannot be read. */
  readonly drawnOnError: MutationPredictionError | undefined;
  /** What it was drawn on and what shares its frame of reference, the thinnest first. */
  readonly fitting: readonly Ct[];
}

function fitOf<Ct extends CtCandidate>(
  { references }: CtReference,
  { series, refused }: CtCandidates<Ct>,
): Fit<Ct> {
  const stated = framesOfReference(references);
  const elsewhere = (ct: Ct) =>
    stated.length > 0 && frameOf(ct) !== '' && !stated.includes(frameOf(ct));
  const drawnOnError = refused.find(({ seriesInstanceUid }) =>
    references?.referencedSeriesUids.includes(seriesInstanceUid),
  )?.error;
  const drawnOn = seriesDrawnOn(series, references, drawnOnError !== undefined).filter(
    (ct) => !elsewhere(ct),
  );
  const shared = stated.length > 0 ? stated : drawnOn.map(frameOf);
  const fitting = byThickness(
    series.filter(
      (ct) => drawnOn.includes(ct) || (frameOf(ct) !== '' && shared.includes(frameOf(ct))),
    ),
  );
  return { stated, elsewhere, drawnOn, drawnOnError, fitting };
}

/** What a user may choose from where nothing says which CT is meant: what fits, else all there are. */
export function eligibleCts<Ct extends CtCandidate>(
  reference: CtReference,
  candidates: CtCandidates<Ct>,
): readonly Ct[] {
  const { stated, fitting } = fitOf(reference, candidates);
  return fitting.length > 0 || stated.length > 0 ? fitting : byThickness(candidates.series);
}

const frameOf = ({ identity }: CtCandidate) => identity.frameOfReferenceUid;

/** The frames of reference that a segmentation states: for the whole of it, then for what was drawn. */
function framesOfReference(references: CtReference['references']): readonly string[] {
  const drawn = (references?.segments ?? []).filter(({ contourCount }) => contourCount !== 0);
  return [references, ...drawn].flatMap((stating) => stating?.frameOfReferenceUid ?? []);
}

/**
 * The series that it names, or that hold the images which it names. Of a series that cannot be read as
 * a whole only a part with these images counts.
 */
function seriesDrawnOn<Ct extends CtCandidate>(
  series: readonly Ct[],
  references: CtReference['references'],
  isPartRefused: boolean,
): readonly Ct[] {
  if (!references) return [];
  const { referencedSeriesUids, referencedSopInstanceUids } = references;
  const images = new Set(referencedSopInstanceUids);
  const named = series.filter(({ identity }) =>
    referencedSeriesUids.includes(identity.seriesInstanceUid),
  );
  const holding = (candidates: readonly Ct[]) =>
    candidates.filter(({ identity }) =>
      identity.instances.some(({ sopInstanceUid }) => images.has(sopInstanceUid)),
    );
  if (named.length === 0) return holding(series);
  return isPartRefused && images.size > 0 ? holding(named) : named;
}

/** What it says it was drawn on, where that is not `ct`; absent also where it does not say. */
function otherDrawnOn<Ct extends CtCandidate>(
  ct: Ct,
  series: readonly Ct[],
  references: CtReference['references'],
  isPartRefused: boolean,
): DrawnOn | undefined {
  if (!references) return undefined;
  const drawnOn = narrowed(seriesDrawnOn(series, references, isPartRefused), references);
  if (drawnOn.includes(ct)) return undefined;
  if (drawnOn[0]) return { kind: 'ct', title: drawnOn[0].title };
  const [seriesInstanceUid] = references.referencedSeriesUids;
  if (seriesInstanceUid !== undefined && seriesInstanceUid !== ct.identity.seriesInstanceUid) {
    return { kind: 'series', seriesInstanceUid };
  }
  return references.referencedSopInstanceUids.length > 0 ? { kind: 'images' } : undefined;
}

/** By the images that it was drawn on, then by their frames, as far as these tell anything. */
function narrowed<Ct extends CtCandidate>(
  candidates: readonly Ct[],
  references: CtReference['references'],
): readonly Ct[] {
  const images = new Set(references?.referencedSopInstanceUids);
  const frames = new Set(references?.referencedFrames);
  const isReferenced: ((instance: CtCandidate['identity']['instances'][number]) => boolean)[] = [
    ({ sopInstanceUid }) => images.has(sopInstanceUid),
    ({ sopInstanceUid, frameNumber }) => frames.has(`${sopInstanceUid} ${frameNumber}`),
  ];
  let left = candidates;
  for (const test of isReferenced) {
    const fitting = left.filter(({ identity }) => identity.instances.some(test));
    if (fitting.length > 0) left = fitting;
  }
  return left;
}

const sliceSpacing = ({ grid }: CtCandidate) => spacing(grid)[2];

function byThickness<Ct extends CtCandidate>(candidates: readonly Ct[]): readonly Ct[] {
  return candidates.toSorted((a, b) => sliceSpacing(a) - sliceSpacing(b));
}

/**
 * The same candidates, where the first are not phases of one series: which of these is meant, nothing
 * but the user can say.
 *
 * @throws MutationPredictionError `several-series` naming the phases
 */
function onePhase<Ct extends CtCandidate>(
  candidates: readonly Ct[],
  name: string,
  place: CtPlace,
): readonly Ct[] {
  const [first, ...others] = candidates;
  if (first?.identity.phase === undefined) return candidates;
  const { seriesInstanceUid } = first.identity;
  const isOther = ({ identity }: Ct) =>
    identity.phase !== undefined && identity.seriesInstanceUid === seriesInstanceUid;
  const phases = [first, ...others.filter(isOther)].map(({ identity }) => identity.phase);
  if (phases.length === 1) return candidates;
  const among = { segmentation: name, phases: phases.join(', ') };
  throw place === 'study'
    ? new MutationPredictionError('several-series.phases-of-study', among)
    : new MutationPredictionError('several-series.phases', { ...among, series: seriesInstanceUid });
}

const thinnest = (term: CtReason['term'], ct: CtCandidate): CtReason => ({
  term,
  values: { thickness: rounded(sliceSpacing(ct), 2) },
});

/** What a prediction says where contours are read on another CT than they were drawn on. */
export function otherCtWarnings(
  contours: string,
  { ct: { title: ct }, drawnOnOther: other }: ChosenCt<CtCandidate>,
): Warning[] {
  switch (other?.kind) {
    case undefined:
      return [];
    case 'ct':
      return [warningOf('other-ct.named', { contours, ct, drawnOn: other.title })];
    case 'series':
      return [warningOf('other-ct.series', { contours, ct, drawnOn: other.seriesInstanceUid })];
    case 'images':
      return [warningOf('other-ct.images', { contours, ct })];
  }
}

/** The CT series as a list for messages. */
export function listedCts(series: readonly CtCandidate[]): string {
  return series.map(describedCt).join(', ');
}

/** E.g. `CT series 4 "CHEST" (304 images, 1.2.3)`. */
export function describedCt({ title, identity }: CtCandidate): string {
  return `${title} (${identity.instances.length} images, ${identity.seriesInstanceUid})`;
}

function nothing(place: CtPlace): MutationPredictionError {
  return place === 'study'
    ? new MutationPredictionError('no-ct.none-readable')
    : new MutationPredictionError('no-ct.no-series', place);
}

function liesElsewhere(segmentation: string, place: CtPlace): MutationPredictionError {
  return place === 'study'
    ? new MutationPredictionError('other-frame-of-reference.than-study', { segmentation })
    : new MutationPredictionError('other-frame-of-reference.than-folder', {
        segmentation,
        ...place,
      });
}

function several(
  series: readonly CtCandidate[],
  name: string,
  place: CtPlace,
): MutationPredictionError {
  const fitting = { segmentation: name, count: series.length, series: listedCts(series) };
  return place === 'study'
    ? new MutationPredictionError('several-series.of-study', fitting)
    : new MutationPredictionError('several-series.of-folder', { ...fitting, ...place });
}
