import type { Vector3 } from '@mutation-prediction/core';
import { spacing } from '@mutation-prediction/core';
import type { ShownActivation, ShownInImages } from '../../contract.js';
import { readLesionContours } from '../segmentations/lesionMask.js';
import type { LesionOrigin } from '../segmentations/segmentationEntry.js';
import type { CornerstoneLibraries } from '../viewer/ohif.js';
import { ImageOverlay } from './imageOverlay.js';
import type { OverlayContent } from './overlayLayer.js';

type ContourOn = NonNullable<OverlayContent['contourOn']>;
type ImageOn = NonNullable<OverlayContent['imageOn']>;

const NOTHING: ShownInImages = {};

/** Where a study's lesions are, as far as they are known at the moment. */
export interface LesionPlaces {
  findLesion(lesionId: string): LesionOrigin | undefined;
  frameOfReferenceAt(pointLps: Vector3): string | undefined;
}

/**
 * What the panel shows in the viewports: a lesion's outline, a point, the map of where the network looked. The outline
 * is that of the mask that a prediction reads, and follows it when the contours are edited.
 */
export class ShownOverImages {
  readonly #overlay: ImageOverlay;
  #wanted = NOTHING;
  #isSuspended = false;
  #contour: { readonly origin: LesionOrigin; readonly contourOn?: ContourOn } | undefined;
  #image: { readonly of: ShownActivation; readonly imageOn?: ImageOn } | undefined;

  constructor(
    libraries: () => CornerstoneLibraries,
    private readonly places: LesionPlaces,
  ) {
    this.#overlay = new ImageOverlay(libraries);
  }

  show(wanted: ShownInImages): void {
    this.#wanted = wanted;
    this.refresh();
  }

  /** While the panel is not there, nothing of it is over the images; it is back with the panel. */
  suspend(isSuspended: boolean): void {
    this.#isSuspended = isSuspended;
    this.refresh();
  }

  /** Call when the study's lesions may have changed. */
  refresh(): void {
    const { lesionId, pointLps, activation } = this.#isSuspended ? NOTHING : this.#wanted;
    const origin = lesionId === undefined ? undefined : this.places.findLesion(lesionId);
    this.#followContour(origin);
    this.#followImage(activation);
    const frameOfReferenceUid =
      origin?.ct.identity.frameOfReferenceUid ??
      activation?.frameOfReferenceUid ??
      (pointLps && this.places.frameOfReferenceAt(pointLps));
    if (frameOfReferenceUid === undefined) return this.#overlay.show(undefined);
    this.#overlay.show({
      frameOfReferenceUid,
      contourOn: this.#contour?.contourOn,
      mark: pointLps && { pointLps, withinMm: markReach(origin) },
      imageOn: this.#image?.imageOn,
      opacity: activation?.opacity ?? 1,
    });
  }

  #followContour(origin: LesionOrigin | undefined): void {
    if (this.#contour?.origin === origin) return;
    // The last outline of a segment stays until it has been read anew.
    const last = isSameSegment(this.#contour?.origin, origin) && this.#contour?.contourOn;
    this.#contour = origin && { origin, ...(last && { contourOn: last }) };
    if (origin) void this.#readContour(origin);
  }

  /** Contours that cannot be read are told in the lesion's list, and drawn nowhere. */
  async #readContour(origin: LesionOrigin): Promise<void> {
    const [{ sliceContour }, { croppedMask }, { voxels }] = await Promise.all([
      import(/* webpackChunkName: 'overlay' */ './sliceContour.js'),
      import(/* webpackChunkName: 'overlay' */ './croppedMask.js'),
      readLesionContours(origin),
    ]);
    if (this.#contour?.origin !== origin) return;
    const cropped = croppedMask(voxels);
    if (!cropped) return;
    this.#contour = { origin, contourOn: (plane) => sliceContour(cropped, plane) };
    this.refresh();
  }

  #followImage(activation: ShownActivation | undefined): void {
    if (isSameMap(this.#image?.of, activation)) return;
    // The last one stays until the next is there: a slider must not flicker.
    const last = this.#image?.imageOn;
    this.#image = activation && { of: activation, ...(last && { imageOn: last }) };
    if (activation) void this.#drawMap(activation);
  }

  async #drawMap(activation: ShownActivation): Promise<void> {
    const { activationSlice } = await import(
      /* webpackChunkName: 'why-in-images' */ './activationSlice.js'
    );
    if (this.#image?.of !== activation) return;
    const imageOn: ImageOn = (plane) => activationSlice(activation, plane);
    this.#image = { of: activation, imageOn };
    this.refresh();
  }
}

function isSameSegment(a: LesionOrigin | undefined, b: LesionOrigin | undefined): boolean {
  return (
    a?.label === b?.label &&
    a?.component === b?.component &&
    a?.segment.number === b?.segment.number &&
    a?.ct.choice.id === b?.ct.choice.id
  );
}

/** The opacity is laid on as it is drawn. */
function isSameMap(a: ShownActivation | undefined, b: ShownActivation | undefined): boolean {
  if (a === b) return true;
  return (
    a !== undefined &&
    b !== undefined &&
    a.maps === b.maps &&
    a.target === b.target &&
    a.threshold === b.threshold
  );
}

/** Slices of a CT lie this far from a point between them, at most. */
const OFF_SLICE_MM = 2.5;

function markReach(origin: LesionOrigin | undefined): number {
  return origin ? Math.max(...spacing(origin.ct.grid)) / 2 + 0.01 : OFF_SLICE_MM;
}
