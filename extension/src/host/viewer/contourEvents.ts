import type { CornerstoneLibraries } from './ohif.js';

/** OHIF tells of a labelmap's changes; of a contour's, Cornerstone does, for each annotation. */
const CHANGES = [
  'ANNOTATION_ADDED',
  'ANNOTATION_COMPLETED',
  'ANNOTATION_MODIFIED',
  'ANNOTATION_REMOVED',
  'ANNOTATION_CUT_MERGE_PROCESS_COMPLETED',
] as const;

interface ChangedContour {
  readonly annotation?: Drawn;
  readonly sourceAnnotation?: Drawn;
}
interface Drawn {
  readonly data?: { readonly segmentation?: { readonly segmentationId?: string } };
}

/**
 * Tells when contours of a segmentation were drawn, changed or removed, once for what happens together: loading an
 * RTSTRUCT adds thousands.
 *
 * @returns unsubscribes
 */
export function subscribeToContours(
  { cornerstone: { eventTarget }, cornerstoneTools: { Enums } }: CornerstoneLibraries,
  onDrawn: (segmentationId: string) => void,
): () => void {
  const changed = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = () => {
    timer = undefined;
    const drawn = [...changed];
    changed.clear();
    drawn.forEach(onDrawn);
  };
  const listener = (event: Event) => {
    const { annotation, sourceAnnotation } = (event as CustomEvent<ChangedContour>).detail;
    const { segmentationId } = (annotation ?? sourceAnnotation)?.data?.segmentation ?? {};
    if (segmentationId === undefined) return;
    changed.add(segmentationId);
    timer ??= setTimeout(tell);
  };
  const names = CHANGES.map((name) => Enums.Events[name]);
  for (const name of names) eventTarget.addEventListener(name, listener);
  return () => {
    clearTimeout(timer);
    for (const name of names) eventTarget.removeEventListener(name, listener);
  };
}
