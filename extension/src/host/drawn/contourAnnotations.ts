import type { Vector3 } from '@mutation-prediction/core';
import type { CornerstoneLibraries, Segmentation } from '../viewer/ohif.js';

export type DrawnContours = NonNullable<Segmentation['representationData']['Contour']>;

/** A closed contour in the viewer. */
export interface ContourAnnotation {
  /** LPS mm; the last point joins the first. */
  readonly polyline: readonly Vector3[];
  /** The image that it was drawn on, where it was drawn on one. */
  readonly referencedImageId?: string | undefined;
}

/** As much of Cornerstone's annotations of contour segmentations as is read here. */
interface StoredAnnotation {
  readonly data?: {
    readonly contour?: {
      /** False while it is being drawn. */
      readonly closed?: boolean;
      readonly polyline?: readonly (readonly [number, number, number])[];
    };
  };
  readonly metadata?: { readonly referencedImageId?: string };
  /** Holes. */
  readonly childAnnotationUIDs?: readonly string[];
}

const FEWEST_POINTS = 3;

/** The closed contours of a segment, or of all, with their holes. */
export function contourAnnotations(
  { annotationUIDsMap }: DrawnContours,
  { cornerstoneTools }: CornerstoneLibraries,
  segmentNumber?: number,
): ContourAnnotation[] {
  const find = (uid: string) =>
    cornerstoneTools.annotation.state.getAnnotation(uid) as StoredAnnotation | undefined;
  const withHoles = (uid: string): ContourAnnotation[] => {
    const annotation = find(uid);
    if (!annotation) return [];
    const { data, metadata, childAnnotationUIDs = [] } = annotation;
    const { closed, polyline = [] } = data?.contour ?? {};
    const isArea = closed === true && polyline.length >= FEWEST_POINTS;
    const own = isArea ? [{ polyline, referencedImageId: metadata?.referencedImageId }] : [];
    return [...own, ...childAnnotationUIDs.flatMap(withHoles)];
  };
  return [...(annotationUIDsMap ?? [])]
    .filter(([segment]) => segmentNumber === undefined || Number(segment) === segmentNumber)
    .flatMap(([, uids]) => [...uids].flatMap(withHoles));
}
