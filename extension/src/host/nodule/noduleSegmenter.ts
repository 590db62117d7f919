import type { Vector3, VoxelRun } from '@mutation-prediction/core';
import { MutationPredictionError, noduleBox, shiftRun } from '@mutation-prediction/core';
import type { NoduleTool } from '../../contract.js';
import { NoduleWorker } from '../../segmenter/noduleWorker.js';
import type { ViewerCt } from '../ct/viewerCt.js';
import { imageKey, slicesByImage } from '../ct/slicesByImage.js';
import { referencedInstance } from '../drawn/drawnSegmentation.js';
import { asRefusal } from '../viewer/asRefusal.js';
import { cornerstoneUtilities } from '../viewer/cornerstone.js';
import type { Managers } from '../viewer/ohif.js';
import { NoduleLabelmaps, type PaintedNodule } from './noduleLabelmap.js';
import { middleOf, takeClicks, type ViewportPoint } from './viewportClicks.js';

export interface NoduleSegmenterParts {
  readonly managers: Managers;
  /** Script of the worker. */
  readonly workerUrl: string;
  /** CT series of the open study. */
  readonly cts: () => readonly ViewerCt[];
  readonly onChange: () => void;
  /** A segment was made by a click: its contours are to be marked so. */
  readonly onMade: (segmentationId: string, segment: number) => void;
}

/** Segments the nodule that is clicked; what comes of it is a labelmap of the viewer. */
export class NoduleSegmenter {
  readonly #worker: NoduleWorker;
  readonly #labelmaps: NoduleLabelmaps;
  #tool: NoduleTool | undefined;
  #stopClicks: (() => void) | undefined;
  #painted: PaintedNodule | undefined;
  /** First voxel of what was read around the click. */
  #lower: Vector3 = [0, 0, 0];
  #reading = new AbortController();
  #wantedSize: number | undefined;

  constructor(private readonly parts: NoduleSegmenterParts) {
    this.#worker = new NoduleWorker(parts.workerUrl);
    this.#labelmaps = new NoduleLabelmaps(parts.managers);
  }

  /** As it stands; `undefined` while nobody uses it. */
  get tool(): NoduleTool | undefined {
    return this.#tool;
  }

  /** Waits for a click in a viewport. */
  start(): void {
    if (this.#tool?.status === 'working') return;
    this.#painted = undefined;
    this.#waitForClick();
  }

  /** The next click is the viewer's again; what was made stays. */
  leave(): void {
    this.#reading.abort();
    this.#reading = new AbortController();
    this.#endClicks();
    this.#worker.end();
    this.#painted = undefined;
    this.#set(undefined);
  }

  /** As a click in the middle of the active viewport. */
  async atMiddle(): Promise<void> {
    const { activeViewportId } = this.#services.viewportGridService.getState();
    const point = activeViewportId ? middleOf(activeViewportId, this.#libraries) : undefined;
    if (point) await this.segment(point);
  }

  async segment({ viewportId, pointLps, imageId }: ViewportPoint): Promise<void> {
    if (this.#tool?.status === 'working') return;
    const { signal } = this.#reading;
    this.#set({ status: 'working', size: 0 });
    try {
      const ct = this.#ctIn(viewportId, imageId);
      const box = noduleBox(ct.grid, pointLps);
      const found = await this.#worker.find(await ct.readRegion(box, signal), pointLps, 0);
      this.#lower = box.lower;
      if (signal.aborted) return;
      const painted = await this.#labelmaps.add(viewportId, ct, this.#onCt(found));
      this.#painted = painted;
      this.parts.onMade(painted.segmentationId, painted.segment);
      this.#endClicks();
      this.#setMade(painted, 0);
    } catch (cause) {
      if (signal.aborted) return;
      this.#waitForClick(refusalOf(cause));
    }
  }

  /** The nodule that was made last, tighter or looser. */
  async resize(size: number): Promise<void> {
    this.#wantedSize = size;
    if (this.#tool?.status !== 'done' || !this.#painted) return;
    this.#setMade(this.#painted, size, true);
    try {
      // A slider moves on while the worker computes: only where it stands then counts.
      while (this.#wantedSize !== undefined && this.#painted) {
        const wanted: number = this.#wantedSize;
        this.#wantedSize = undefined;
        const runs = await this.#worker.resize(wanted);
        if (!this.#painted) return;
        this.#painted = this.#labelmaps.repaint(this.#painted, this.#onCt(runs));
        this.#setMade(this.#painted, this.#wantedSize ?? wanted, this.#wantedSize !== undefined);
      }
    } catch (cause) {
      if (this.#painted) this.#setMade(this.#painted, size, false, refusalOf(cause));
    }
  }

  /** Takes back what was made last, and waits for another click. */
  undo(): void {
    if (this.#painted) this.#labelmaps.remove(this.#painted);
    this.start();
  }

  #waitForClick(error?: MutationPredictionError): void {
    this.#stopClicks ??= takeClicks(
      this.#libraries,
      (point) => void this.segment(point),
      () => this.leave(),
    );
    this.#set({ status: 'waiting', size: 0, ...(error && { error }) });
  }

  #endClicks(): void {
    this.#stopClicks?.();
    this.#stopClicks = undefined;
  }

  #setMade(
    { segmentationId, segment }: PaintedNodule,
    size: number,
    isResizing = false,
    error?: MutationPredictionError,
  ): void {
    this.#set({
      status: isResizing ? 'resizing' : 'done',
      size,
      lesionId: `${segmentationId}/${segment}`,
      ...(error && { error }),
    });
  }

  #set(tool: NoduleTool | undefined): void {
    this.#tool = tool;
    this.parts.onChange();
  }

  #onCt(runs: readonly VoxelRun[]): VoxelRun[] {
    return runs.map((run) => shiftRun(run, this.#lower));
  }

  /** The CT that a viewport shows; of several phases the one that its image is of. */
  #ctIn(viewportId: string, imageId: string | undefined): ViewerCt {
    const shown =
      this.#services.viewportGridService.getState().viewports.get(viewportId)
        ?.displaySetInstanceUIDs ?? [];
    const [ct, ...others] = this.parts
      .cts()
      .filter(({ displaySetUids }) => displaySetUids.some((uid) => shown.includes(uid)));
    const image = imageId === undefined ? undefined : referencedInstance(imageId, this.#libraries);
    const holdsImage = ({ identity }: ViewerCt) =>
      image !== undefined && slicesByImage(identity).has(imageKey(image));
    const meant = others.length > 0 ? [ct!, ...others].find(holdsImage) : ct;
    if (meant) return meant;
    throw new MutationPredictionError('no-nodule.no-ct-there');
  }

  get #services() {
    return this.parts.managers.servicesManager.services;
  }

  get #libraries() {
    return cornerstoneUtilities(this.parts.managers.extensionManager).getCornerstoneLibraries();
  }
}

const refusalOf = (cause: unknown) => asRefusal(cause, 'the CT');
