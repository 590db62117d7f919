import type { Vector3 } from '@mutation-prediction/core';
import type { CornerstoneLibraries, Services, Subscription } from './ohif.js';

/** HU between which a viewport's greys run. */
interface HuRange {
  readonly lower: number;
  readonly upper: number;
}

/** What of a Cornerstone viewport this reads and sets. */
interface CtViewport {
  readonly id: string;
  readonly element: HTMLElement;
  getFrameOfReferenceUID(): string | undefined;
  getCurrentImageId?(): string | undefined;
  getImageIds?(): readonly string[];
  getProperties?(): { readonly voiRange?: HuRange | undefined };
  setProperties?(properties: { readonly voiRange: HuRange }): void;
  canvasToWorld?(canvas: [number, number]): ArrayLike<number>;
  getCamera?(): {
    readonly focalPoint?: ArrayLike<number>;
    readonly viewPlaneNormal?: ArrayLike<number>;
  };
  jumpToWorld?(pointLps: [number, number, number]): boolean;
  render(): void;
}

/** Centre −600 HU, width 1500 HU. */
export const LUNG_RANGE: HuRange = { lower: -1350, upper: 150 };

const VOI_MODIFIED = 'CORNERSTONE_VOI_MODIFIED';
const IMAGE_RENDERED = 'CORNERSTONE_IMAGE_RENDERED';

/** A place on a slice to within half of the thickest CT slices that are read. */
const ON_SLICE_MM = 2.6;

/**
 * Keeps what was being looked at when the layout changes. OHIF gives viewports that it makes (MPR) the window
 * that the file proposes and a slice in the middle; where it has nothing better, they get the window that the CT was
 * last seen in, the lung's to begin with, and the place that was on show.
 */
export class KeptView {
  readonly #subscriptions: Subscription[] = [];
  /** Viewports that have their data, by what that is: what changes in them is the user's doing. */
  readonly #settled = new Map<string, string>();
  readonly #windows = new Map<string, HuRange>();
  #place: { readonly frameOfReferenceUid: string; readonly pointLps: Vector3 } | undefined;
  /** Viewports that show the place. */
  readonly #there = new Set<string>();
  /** No viewport could show it yet. */
  #isAwaited = false;

  constructor(
    private readonly services: () => Services,
    private readonly libraries: () => CornerstoneLibraries,
  ) {}

  connect(): void {
    this.disconnect();
    const { cornerstoneViewportService: viewports } = this.services();
    if (!viewports) return;
    this.#subscriptions.push(
      viewports.subscribe(viewports.EVENTS.VIEWPORT_DATA_CHANGED, (detail) => {
        const { viewportId } = detail as { readonly viewportId: string };
        // OHIF sets a volume's properties in a task of its own, queued before this one.
        setTimeout(() => this.#settle(viewportId));
      }),
    );
    document.addEventListener(VOI_MODIFIED, this.#onWindow, true);
    document.addEventListener(IMAGE_RENDERED, this.#onRendered, true);
  }

  disconnect(): void {
    this.#subscriptions.splice(0).forEach((subscription) => subscription.unsubscribe());
    document.removeEventListener(VOI_MODIFIED, this.#onWindow, true);
    document.removeEventListener(IMAGE_RENDERED, this.#onRendered, true);
    this.#settled.clear();
    this.#windows.clear();
    this.#there.clear();
    this.#place = undefined;
    this.#isAwaited = false;
  }

  /** The viewports were sent to a place; those that come while it is on show go there, too. */
  wentTo(frameOfReferenceUid: string, pointLps: Vector3): void {
    this.#place = { frameOfReferenceUid, pointLps };
    this.#there.clear();
    const viewports = this.#viewports();
    this.#isAwaited = !viewports.some(
      (viewport) =>
        viewport.getFrameOfReferenceUID() === frameOfReferenceUid && this.#isSettled(viewport),
    );
    viewports.forEach((viewport) => this.#note(viewport));
  }

  #settle(viewportId: string): void {
    const viewport = this.#viewports().find(({ id }) => id === viewportId);
    if (!viewport) return;
    const data = this.#ctOf(viewport);
    if (data === undefined) return void this.#settled.delete(viewportId);
    const isNew = this.#settled.get(viewportId) !== data;
    if (isNew) {
      const isWanted = this.#there.size > 0 || this.#isAwaited;
      this.#keepWindow(viewport);
      if (isWanted) this.#goToPlace(viewport);
    }
    this.#settled.set(viewportId, data);
    this.#note(viewport);
    this.#forgetClosed();
  }

  /** A window other than the file's was set by someone; OHIF's memory of it is better than ours. */
  #keepWindow(viewport: CtViewport): void {
    const range = viewport.getProperties?.().voiRange;
    if (!range || !viewport.setProperties || !this.#isFilesWindow(viewport, range)) return;
    const kept = this.#windows.get(viewport.getFrameOfReferenceUID() ?? '') ?? LUNG_RANGE;
    viewport.setProperties({ voiRange: kept });
    viewport.render();
  }

  #goToPlace(viewport: CtViewport): void {
    const place = this.#place;
    if (!place || viewport.getFrameOfReferenceUID() !== place.frameOfReferenceUid) return;
    viewport.jumpToWorld?.([...place.pointLps]);
    viewport.render();
  }

  readonly #onWindow = (event: Event): void => {
    const { range } = (event as CustomEvent<{ readonly range?: HuRange }>).detail;
    const viewport = this.#viewports().find(({ element }) => element === event.target);
    if (!viewport || !range || !this.#isSettled(viewport)) return;
    this.#windows.set(viewport.getFrameOfReferenceUID() ?? '', range);
  };

  readonly #onRendered = (event: Event): void => {
    if (!this.#place) return;
    const viewport = this.#viewports().find(({ element }) => element === event.target);
    if (viewport && this.#isSettled(viewport)) this.#note(viewport);
  };

  #isSettled(viewport: CtViewport): boolean {
    return this.#settled.get(viewport.id) === this.#ctOf(viewport);
  }

  #note(viewport: CtViewport): void {
    if (!this.#shows(viewport)) return void this.#there.delete(viewport.id);
    this.#there.add(viewport.id);
    this.#isAwaited = false;
  }

  #shows(viewport: CtViewport): boolean {
    const place = this.#place;
    const { focalPoint: at, viewPlaneNormal: normal } = viewport.getCamera?.() ?? {};
    if (!place || !at || !normal) return false;
    if (viewport.getFrameOfReferenceUID() !== place.frameOfReferenceUid) return false;
    const off = place.pointLps.reduce((sum, mm, axis) => sum + (mm - at[axis]!) * normal[axis]!, 0);
    return Math.abs(off) <= ON_SLICE_MM;
  }

  /** What CT a viewport shows, by its first image; `undefined` where it shows none. */
  #ctOf(viewport: CtViewport): string | undefined {
    const imageId = firstImageOf(viewport);
    if (imageId === undefined) return undefined;
    const { metaData } = this.libraries().cornerstone;
    const series = metaData.get('generalSeriesModule', imageId) as
      { readonly modality?: string } | undefined;
    return series?.modality === 'CT' ? imageId : undefined;
  }

  #isFilesWindow(viewport: CtViewport, { lower, upper }: HuRange): boolean {
    const { cornerstone } = this.libraries();
    const imageId = firstImageOf(viewport);
    if (imageId === undefined) return false;
    const voi = cornerstone.metaData.get('voiLutModule', imageId) as
      | {
          readonly windowCenter?: readonly number[] | number;
          readonly windowWidth?: readonly number[] | number;
        }
      | undefined;
    const centre = first(voi?.windowCenter);
    const width = first(voi?.windowWidth);
    // A file that proposes none gets the range of its values.
    if (centre === undefined || width === undefined) return true;
    const near = (a: number, b: number) => Math.abs(a - b) <= 2;
    return near(lower, centre - width / 2) && near(upper, centre + width / 2);
  }

  #viewports(): CtViewport[] {
    const engines = this.libraries().cornerstone.getRenderingEngines() ?? [];
    return engines.flatMap((engine) => engine.getViewports()) as unknown as CtViewport[];
  }

  #forgetClosed(): void {
    const open = new Set(this.#viewports().map(({ id }) => id));
    for (const id of [...this.#settled.keys(), ...this.#there]) {
      if (open.has(id)) continue;
      this.#settled.delete(id);
      this.#there.delete(id);
    }
  }
}

/** A viewport that is being filled has no images yet, and says so by throwing. */
function firstImageOf(viewport: CtViewport): string | undefined {
  try {
    return viewport.getImageIds?.()[0];
  } catch {
    return undefined;
  }
}

function first(values: readonly number[] | number | undefined): number | undefined {
  return typeof values === 'number' ? values : values?.[0];
}
