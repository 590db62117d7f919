import type { VoxelRun } from '@mutation-prediction/core';
import { MutationPredictionError } from '@mutation-prediction/core';
import type { ViewerCt } from '../ct/viewerCt.js';
import { cornerstoneUtilities } from '../viewer/cornerstone.js';
import type { Managers, Segmentation } from '../viewer/ohif.js';
import { paintRuns } from './paintRuns.js';

/** A nodule in a labelmap of the viewer, and the voxels of it that the segmenter made. */
export interface PaintedNodule {
  readonly segmentationId: string;
  readonly segment: number;
  readonly ct: ViewerCt;
  readonly runs: readonly VoxelRun[];
}

/**
 * Nodules as segments of an ordinary labelmap of the viewer, one labelmap for each CT, or phase of one: it holds
 * an image for each of the series'.
 */
export class NoduleLabelmaps {
  readonly #ofCt = new Map<string, string>();

  constructor(private readonly managers: Managers) {}

  /** A new segment with these voxels, shown in all viewports that show the CT. */
  async add(viewportId: string, ct: ViewerCt, runs: readonly VoxelRun[]): Promise<PaintedNodule> {
    const known = this.#labelmapOf(ct);
    const segmentationId = known ?? (await this.#newLabelmap(viewportId, ct));
    // The viewer gives a new labelmap an empty segment.
    const used = known === undefined ? [] : Object.keys(this.#segmentation(known).segments);
    const segment = 1 + Math.max(0, ...used.map(Number));
    this.#service.addSegment(segmentationId, {
      segmentIndex: segment,
      label: `Nodule ${segment}`,
    });
    const painted = { segmentationId, segment, ct, runs };
    this.#paint(painted, [{ runs, from: 0, to: segment }]);
    return painted;
  }

  /** The same segment with other voxels. What a person painted or erased elsewhere stays. */
  repaint(painted: PaintedNodule, runs: readonly VoxelRun[]): PaintedNodule {
    const { segment } = painted;
    this.#paint(painted, [
      { runs: painted.runs, from: segment, to: 0 },
      { runs, from: 0, to: segment },
    ]);
    return { ...painted, runs };
  }

  /** Takes the segment away, and its labelmap with the last one. */
  remove(painted: PaintedNodule): void {
    const { segmentationId, segment } = painted;
    const segmentation = this.#service.getSegmentation(segmentationId);
    if (!segmentation) return;
    const others = Object.keys(segmentation.segments).filter((index) => Number(index) !== segment);
    if (others.length === 0) {
      this.#service.remove(segmentationId);
      return;
    }
    this.#paint(painted, [{ runs: painted.runs, from: segment, to: 0 }]);
    this.#service.removeSegment(segmentationId, segment);
  }

  #labelmapOf({ choice }: ViewerCt): string | undefined {
    const known = this.#ofCt.get(choice.id);
    return known !== undefined && this.#service.getSegmentation(known) ? known : undefined;
  }

  async #newLabelmap(viewportId: string, ct: ViewerCt): Promise<string> {
    const displaySetInstanceUID = this.#displaySetIn(viewportId, ct);
    const made = await this.managers.commandsManager.runCommand('createLabelmapForViewport', {
      viewportId,
      options: { displaySetInstanceUID, label: 'One-click nodules' },
    });
    if (typeof made !== 'string') throw new MutationPredictionError('no-segment.gone');
    this.#ofCt.set(ct.choice.id, made);
    await this.#showElsewhere(made, viewportId, displaySetInstanceUID);
    return made;
  }

  #displaySetIn(viewportId: string, { displaySetUids }: ViewerCt): string {
    const { viewports } = this.managers.servicesManager.services.viewportGridService.getState();
    const shown = viewports.get(viewportId)?.displaySetInstanceUIDs ?? [];
    return shown.find((uid) => displaySetUids.includes(uid)) ?? displaySetUids[0]!;
  }

  async #showElsewhere(segmentationId: string, shownIn: string, ctUid: string): Promise<void> {
    const { viewports } = this.managers.servicesManager.services.viewportGridService.getState();
    for (const [viewportId, { displaySetInstanceUIDs = [] }] of viewports) {
      if (viewportId === shownIn || !displaySetInstanceUIDs.includes(ctUid)) continue;
      await this.#service.addSegmentationRepresentation(viewportId, {
        segmentationId,
        type: 'Labelmap',
      });
    }
  }

  #paint(
    { segmentationId, ct }: Pick<PaintedNodule, 'segmentationId' | 'ct'>,
    repaintings: Parameters<typeof paintRuns>[2],
  ): void {
    const libraries = cornerstoneUtilities(
      this.managers.extensionManager,
    ).getCornerstoneLibraries();
    paintRuns(this.#segmentation(segmentationId), ct, repaintings, libraries);
  }

  #segmentation(segmentationId: string): Segmentation {
    const segmentation = this.#service.getSegmentation(segmentationId);
    if (!segmentation) throw new MutationPredictionError('no-segment.gone');
    return segmentation;
  }

  get #service() {
    return this.managers.servicesManager.services.segmentationService;
  }
}
