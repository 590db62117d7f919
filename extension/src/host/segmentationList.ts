import type { Vector3 } from '@mutation-prediction/core';
import type { SegmentationEntry } from '../contract.js';
import { asRefusal } from './asRefusal.js';
import { cornerstoneUtilities } from './cornerstone.js';
import { openDrawnSegmentation } from './drawnSegmentations.js';
import { equalContours } from './equalContours.js';
import type { Managers, Segmentation } from './ohif.js';
import type { OpenSegmentation } from './openSegmentation.js';
import type { LesionOrigin, ReadSegmentation } from './segmentationEntry.js';
import { readSegmentation } from './segmentationEntry.js';
import { SegmentationObjects, segmentationTitle } from './segmentationObjects.js';
import type { SegmentationSource } from './segmentationSources.js';
import type { ViewerCts } from './viewerCt.js';

interface Listed {
  readonly entry: SegmentationEntry;
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
  #refresh = 0;

  constructor(
    private readonly managers: Managers,
    private readonly onChange: () => void,
  ) {
    this.#objects = new SegmentationObjects(managers);
  }

  get entries(): SegmentationEntry[] {
    return [...this.#listed.values()].map(({ entry }) => entry);
  }

  findLesion(lesionId: string): LesionOrigin | undefined {
    for (const { read } of this.#listed.values()) {
      const origin = read?.lesions.get(lesionId);
      if (origin) return origin;
    }
    return undefined;
  }

  /** Where the listed lesions are, and in which frame of reference. */
  lesionPlaces(): { readonly centroidLps: Vector3; readonly frameOfReferenceUid: string }[] {
    return [...this.#listed.values()].flatMap(({ entry, read }) =>
      entry.lesions.flatMap(({ id, centroidLps }) => {
        const origin = read?.lesions.get(id);
        return origin ? [{ centroidLps, frameOfReferenceUid: origin.ct.frameOfReferenceUid }] : [];
      }),
    );
  }

  /** Reads the segmentation again at the next refresh. */
  markChanged(segmentationId: string): void {
    this.#changes.set(segmentationId, this.#changesOf(segmentationId) + 1);
  }

  /** As {@link markChanged}, after a brush or eraser: a loaded SEG may no longer be what it was. */
  markDrawnOn(segmentationId: string): void {
    this.#drawnOn.add(segmentationId);
    this.markChanged(segmentationId);
  }

  preferCt(segmentationId: string, displaySetInstanceUid: string): void {
    this.#preferredCt.set(segmentationId, displaySetInstanceUid);
    this.markChanged(segmentationId);
  }

  /** Another study: nothing of the last one stays. */
  clear(): void {
    this.#refresh++;
    this.#listed.clear();
    this.#preferredCt.clear();
    this.#changes.clear();
    this.#drawnOn.clear();
    this.#objects.clear();
  }

  /** Lists the sources and reads those that are new or changed. A later call takes over. */
  async refresh(sources: readonly SegmentationSource[], cts: ViewerCts): Promise<void> {
    const refresh = ++this.#refresh;
    const present = new Set(sources.map(({ id }) => id));
    for (const id of this.#listed.keys()) if (!present.has(id)) this.#listed.delete(id);
    for (const source of sources) {
      if (!this.#listed.has(source.id)) this.#listed.set(source.id, { entry: loading(source) });
    }
    this.onChange();

    for (const source of sources) {
      const known = this.#listed.get(source.id);
      const state = { cts, changes: this.#changesOf(source.id) };
      if (!known || isSameState(known.state, state)) continue;
      const read = await this.#read(source, cts, known);
      if (refresh !== this.#refresh) return;
      this.#listed.set(source.id, { ...read, state });
      this.onChange();
    }
  }

  #changesOf(segmentationId: string): number {
    return this.#changes.get(segmentationId) ?? 0;
  }

  async #read(source: SegmentationSource, cts: ViewerCts, known: Listed): Promise<Listed> {
    try {
      const segmentation = await this.#open(source, cts);
      const preferred = this.#preferredCt.get(source.id);
      const read = await readSegmentation(source.id, segmentation, cts, preferred);
      const isSame = known.read?.fingerprint === read.fingerprint;
      const revision = known.entry.revision + (isSame ? 0 : 1);
      return { entry: { ...read.entry, revision }, read };
    } catch (cause) {
      const error = asRefusal(cause, known.entry.source);
      const revision = known.entry.revision + (known.entry.status === 'refused' ? 0 : 1);
      return { entry: { ...loading(source), status: 'refused', error, revision } };
    }
  }

  async #open(source: SegmentationSource, cts: ViewerCts): Promise<OpenSegmentation> {
    const { displaySet, segmentation } = source;
    if (!displaySet) return this.#openDrawn(segmentation, `"${segmentation.label}", drawn here`);
    const object = await this.#objects.open(displaySet);
    if (!segmentation?.representationData.Labelmap || !this.#drawnOn.has(source.id)) return object;

    const edited = this.#openDrawn(segmentation, `edited from ${segmentationTitle(displaySet)}`);
    return equalContours(object, edited, cts) ? object : edited;
  }

  #openDrawn(segmentation: Segmentation, source: string): OpenSegmentation {
    const libraries = cornerstoneUtilities(
      this.managers.extensionManager,
    ).getCornerstoneLibraries();
    return openDrawnSegmentation(segmentation, source, libraries);
  }
}

function loading({ id, displaySet, segmentation }: SegmentationSource): SegmentationEntry {
  return {
    id,
    kind: displaySet?.Modality ?? 'labelmap',
    source: displaySet ? segmentationTitle(displaySet) : `"${segmentation.label}", drawn here`,
    status: 'loading',
    lesions: [],
    ctAlternatives: [],
    revision: 0,
  };
}

function isSameState(a: SourceState | undefined, b: SourceState): boolean {
  return a?.cts === b.cts && a.changes === b.changes;
}
