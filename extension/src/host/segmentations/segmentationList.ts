import type { Vector3 } from '@mutation-prediction/core';
import { CHOSEN_BY_USER } from '@mutation-prediction/core';
import type { CtChoice, SegmentationEntry, StoredSegmentation } from '../../contract.js';
import type { SegmentationParser } from '../../parsing/segmentationParser.js';
import { asRefusal } from '../viewer/asRefusal.js';
import { cornerstoneUtilities } from '../viewer/cornerstone.js';
import { isDrawable, openDrawnSegmentation } from '../drawn/drawnSegmentation.js';
import { equalContours } from './equalContours.js';
import type { Managers, Segmentation } from '../viewer/ohif.js';
import type { ViewerSegmentation } from './openSegmentation.js';
import { isCopyOfAnother, isOwnSegmentation } from './ownSegmentations.js';
import type { LesionOrigin, ReadSegmentation } from './segmentationEntry.js';
import { readSegmentation, sameFingerprint } from './segmentationEntry.js';
import { SegmentationObjects, segmentationTitle } from './segmentationObjects.js';
import type { SegmentationSource } from './segmentationSources.js';
import type { ViewerCts } from '../ct/viewerCt.js';

interface Listed {
  readonly entry: SegmentationEntry;
  readonly isOwn: boolean;
  /** Of the last reading, also while a newer one is under way. */
  readonly read?: ReadSegmentation;
  /** What the entry was read from; absent before the first reading. */
  readonly state?: SourceState;
}

/** Differs when a segmentation has to be read again. */
interface SourceState {
  readonly cts: ViewerCts;
  /** Changes of the contours, or of the user's wish, seen so far. */
  readonly changes: number;
}

/** The segmentations of the open study, each read on its CT and read again when it changed. */
export class SegmentationList {
  readonly #objects: SegmentationObjects;
  readonly #listed = new Map<string, Listed>();
  readonly #preferredCt = new Map<string, string>();
  readonly #changes = new Map<string, number>();
  readonly #drawnOn = new Set<string>();
  /** By segmentation and segment. */
  readonly #algorithms = new Map<string, string>();
  #refresh = 0;
  /** Over the host's whole life, so that no result of an earlier visit can pass for a current one. */
  #revision = 0;

  constructor(
    private readonly managers: Managers,
    parser: SegmentationParser,
    private readonly onChange: () => void,
  ) {
    this.#objects = new SegmentationObjects(managers, parser);
  }

  /** What to show: a SEG that we wrote from contours that are listed themselves is not a lesion more. */
  get entries(): SegmentationEntry[] {
    const listed = [...this.#listed.values()];
    return listed
      .filter((candidate) => !isCopyOfAnother(candidate, listed))
      .map(({ entry }) => entry);
  }

  findLesion(lesionId: string): LesionOrigin | undefined {
    for (const { read } of this.#listed.values()) {
      const origin = read?.lesions.get(lesionId);
      if (origin) return origin;
    }
    return undefined;
  }

  /** Those whose contours are exactly an object's in the archive. */
  stored(): StoredSegmentation[] {
    return [...this.#listed.values()].flatMap(({ entry, read }) => {
      const [origin] = read?.lesions.values() ?? [];
      const { source, object } = origin?.segmentation ?? {};
      if (entry.status !== 'ready' || source === undefined || !object) return [];
      const { studyInstanceUid, seriesInstanceUid, sopInstanceUid } = object.identity;
      return [{ source, studyInstanceUid, seriesInstanceUid, sopInstanceUid }];
    });
  }

  /** Where the listed lesions are, and in which frame of reference. */
  lesionPlaces(): { readonly centroidLps: Vector3; readonly frameOfReferenceUid: string }[] {
    return [...this.#listed.values()].flatMap(({ entry, read }) =>
      entry.lesions.flatMap(({ id, centroidLps }) => {
        const origin = read?.lesions.get(id);
        if (!origin) return [];
        return [{ centroidLps, frameOfReferenceUid: origin.ct.identity.frameOfReferenceUid }];
      }),
    );
  }

  /** Reads the segmentation again at the next refresh. */
  markChanged(segmentationId: string): void {
    this.#changes.set(segmentationId, this.#changesOf(segmentationId) + 1);
  }

  /**
   * As {@link markChanged}, after a brush or eraser: a loaded SEG may no longer be what it was. Until
   * it has been read again nothing made from it counts as current; but the viewer reports a change
   * also when it has loaded an object, so that the first report on one proves nothing.
   */
  markDrawnOn(segmentationId: string): void {
    const listed = this.#listed.get(segmentationId);
    const isDrawing = listed?.entry.kind === 'labelmap' || this.#drawnOn.has(segmentationId);
    this.#drawnOn.add(segmentationId);
    this.markChanged(segmentationId);
    if (isDrawing) this.#markLoading(segmentationId);
  }

  /** A segment was made with the help of an algorithm: what is stored of it says so. */
  markMadeBy(algorithmName: string, segmentationId: string, segment: number): void {
    this.#algorithms.set(`${segmentationId}/${segment}`, algorithmName);
    this.markChanged(segmentationId);
  }

  preferCt(segmentationId: string, ct: CtChoice): void {
    this.#preferredCt.set(segmentationId, ct.id);
    this.markChanged(segmentationId);
    this.#markLoading(segmentationId, (entry) => onOtherCt(entry, ct));
  }

  /** Another study: nothing of the last one stays. */
  clear(): void {
    this.#refresh++;
    this.#listed.clear();
    this.#preferredCt.clear();
    this.#changes.clear();
    this.#drawnOn.clear();
    this.#algorithms.clear();
    this.#objects.clear();
  }

  /** Lists the sources and reads those that are new or changed. A later call takes over. */
  async refresh(sources: readonly SegmentationSource[], cts: ViewerCts): Promise<void> {
    const refresh = ++this.#refresh;
    const present = new Set(sources.map(({ id }) => id));
    for (const id of this.#listed.keys()) if (!present.has(id)) this.#listed.delete(id);
    for (const source of sources) {
      if (!this.#listed.has(source.id)) this.#listed.set(source.id, this.#unread(source));
    }
    this.onChange();

    for (const source of sources.toSorted(ownFirst)) {
      const known = this.#listed.get(source.id);
      const state = { cts, changes: this.#changesOf(source.id) };
      if (!known || isSameState(known.state, state)) continue;
      const read = await this.#read(source, cts, known);
      if (refresh !== this.#refresh) return;
      // Drawn on meanwhile: the refresh that follows reads what is there then.
      if (state.changes !== this.#changesOf(source.id)) continue;
      this.#listed.set(source.id, { ...read, state });
      this.onChange();
    }
  }

  #changesOf(segmentationId: string): number {
    return this.#changes.get(segmentationId) ?? 0;
  }

  /** No longer current, yet kept on the screen until it has been read again. */
  #markLoading(
    segmentationId: string,
    change: (entry: SegmentationEntry) => SegmentationEntry = (entry) => entry,
  ): void {
    const listed = this.#listed.get(segmentationId);
    if (!listed) return;
    const entry = change(listed.entry);
    const status = entry.status === 'ready' ? 'loading' : entry.status;
    this.#listed.set(segmentationId, { ...listed, entry: { ...entry, status } });
    this.onChange();
  }

  #unread(source: SegmentationSource): Listed {
    const isOwn = isOwnSegmentation(source.displaySet);
    return { isOwn, entry: { ...unreadEntry(source), revision: ++this.#revision } };
  }

  async #read(source: SegmentationSource, cts: ViewerCts, known: Listed): Promise<Listed> {
    const { isOwn, entry } = known;
    try {
      const segmentation = await this.#open(source, cts);
      const preferred = this.#preferredCt.get(source.id);
      const read = await readSegmentation(source.id, segmentation, cts, preferred);
      const isSame = known.read && sameFingerprint(known.read.fingerprint, read.fingerprint);
      const revision = isSame ? entry.revision : ++this.#revision;
      return { isOwn, entry: { ...read.entry, revision }, read };
    } catch (cause) {
      const error = asRefusal(cause, entry.source);
      const revision = entry.status === 'refused' ? entry.revision : ++this.#revision;
      return { isOwn, entry: { ...unreadEntry(source), status: 'refused', error, revision } };
    }
  }

  async #open(source: SegmentationSource, cts: ViewerCts): Promise<ViewerSegmentation> {
    const { displaySet, segmentation } = source;
    if (!displaySet)
      return this.#openDrawn(segmentation, `"${segmentation.label}", drawn here`, cts);
    const object = await this.#objects.open(displaySet);
    if (!segmentation || !isDrawable(segmentation) || !this.#drawnOn.has(source.id)) return object;

    const title = `edited from ${segmentationTitle(displaySet)}`;
    const edited = { ...this.#openDrawn(segmentation, title, cts), patient: object.patient };
    return (await equalContours(object, edited, cts)) ? object : edited;
  }

  #openDrawn(segmentation: Segmentation, source: string, cts: ViewerCts): ViewerSegmentation {
    const libraries = cornerstoneUtilities(
      this.managers.extensionManager,
    ).getCornerstoneLibraries();
    const { segmentationId } = segmentation;
    return openDrawnSegmentation(segmentation, source, libraries, cts, (segment) =>
      this.#algorithms.get(`${segmentationId}/${segment}`),
    );
  }
}

/** Those that may have to be hidden are read before what they may be copies of. */
const ownFirst = (a: SegmentationSource, b: SegmentationSource): number =>
  Number(isOwnSegmentation(b.displaySet)) - Number(isOwnSegmentation(a.displaySet));

/** What was read on one CT, as it is shown until it has been read on another. */
function onOtherCt(entry: SegmentationEntry, ct: CtChoice): SegmentationEntry {
  const others = [...(entry.ct ? [entry.ct] : []), ...entry.ctAlternatives].filter(
    ({ id }) => id !== ct.id,
  );
  return { ...entry, ct, ctReason: CHOSEN_BY_USER, ctStandsIn: false, ctAlternatives: others };
}

function unreadEntry({
  id,
  displaySet,
  segmentation,
}: SegmentationSource): Omit<SegmentationEntry, 'revision'> {
  return {
    id,
    kind: displaySet?.Modality ?? 'labelmap',
    source: displaySet ? segmentationTitle(displaySet) : `"${segmentation.label}", drawn here`,
    status: 'loading',
    lesions: [],
    refusedSegments: [],
    ctAlternatives: [],
  };
}

function isSameState(a: SourceState | undefined, b: SourceState): boolean {
  return a?.cts === b.cts && a.changes === b.changes;
}
