import type { Services, Subscription } from './ohif.js';

export interface ViewerListener {
  /** Display sets or the layout changed: another study, series or report may be there. */
  onStudyChange(): void;
  /** A segmentation was added, removed, loaded or renamed. */
  onSegmentationChange(segmentationId: string): void;
  /** Voxels of a segmentation changed; contours tell otherwise: `subscribeToContours`. */
  onDrawn(segmentationId: string): void;
}

/**
 * Subscribes to everything that can change a snapshot.
 *
 * @returns unsubscribes
 */
export function subscribeToViewer(services: Services, listener: ViewerListener): () => void {
  const { displaySetService, viewportGridService, segmentationService } = services;
  const subscriptions: Subscription[] = [];

  for (const event of [
    displaySetService.EVENTS.DISPLAY_SETS_ADDED,
    displaySetService.EVENTS.DISPLAY_SETS_CHANGED,
    displaySetService.EVENTS.DISPLAY_SETS_REMOVED,
    displaySetService.EVENTS.DISPLAY_SET_SERIES_METADATA_INVALIDATED,
  ]) {
    subscriptions.push(displaySetService.subscribe(event, () => listener.onStudyChange()));
  }
  for (const event of [
    viewportGridService.EVENTS.ACTIVE_VIEWPORT_ID_CHANGED,
    viewportGridService.EVENTS.GRID_STATE_CHANGED,
    viewportGridService.EVENTS.VIEWPORTS_READY,
  ]) {
    subscriptions.push(viewportGridService.subscribe(event, () => listener.onStudyChange()));
  }
  for (const event of [
    segmentationService.EVENTS.SEGMENTATION_ADDED,
    segmentationService.EVENTS.SEGMENTATION_MODIFIED,
    segmentationService.EVENTS.SEGMENTATION_REMOVED,
    segmentationService.EVENTS.SEGMENTATION_LOADING_COMPLETE,
  ]) {
    subscriptions.push(
      segmentationService.subscribe(event, (detail) =>
        listener.onSegmentationChange(segmentationIdOf(detail)),
      ),
    );
  }
  subscriptions.push(
    segmentationService.subscribe(segmentationService.EVENTS.SEGMENTATION_DATA_MODIFIED, (detail) =>
      listener.onDrawn(segmentationIdOf(detail)),
    ),
  );
  return () => subscriptions.forEach((subscription) => subscription.unsubscribe());
}

function segmentationIdOf(detail: unknown): string {
  return String((detail as { readonly segmentationId?: unknown }).segmentationId);
}
