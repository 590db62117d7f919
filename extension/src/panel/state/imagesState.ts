import type { Vector3 } from '@mutation-prediction/core';

/** What lies over the images, as its user wants it. */
export interface ImagesState {
  /** The outline of the chosen lesion. */
  readonly outline: boolean;
  /** A point gone to, LPS mm. */
  readonly pointLps?: Vector3 | undefined;
  readonly map: MapState;
  /** UID of the prediction of which its user asks why. */
  readonly askedWhy?: string | undefined;
}

/** How activation maps are shown, beside the views as over the images. */
export interface MapState {
  /** The one asked for; where a model has no such target, its first. */
  readonly target?: string | undefined;
  /** 0 to 1. */
  readonly opacity: number;
  /** Share of the strongest activation, 0 to 1. */
  readonly threshold: number;
  /** UID of the prediction whose map lies over the images. */
  readonly overImages?: string | undefined;
}

export const initialImages: ImagesState = {
  outline: true,
  map: { opacity: 0.7, threshold: 0.2 },
};

export type ImagesEvent =
  | { readonly type: 'outline-wanted'; readonly outline: boolean }
  | { readonly type: 'point-marked'; readonly pointLps: Vector3 | undefined }
  | { readonly type: 'why-asked'; readonly uid: string | undefined }
  | { readonly type: 'map-changed'; readonly change: Partial<MapState> };

export function reduceImages(images: ImagesState, event: ImagesEvent): ImagesState {
  switch (event.type) {
    case 'outline-wanted':
      return { ...images, outline: event.outline };
    case 'point-marked':
      return { ...images, pointLps: event.pointLps };
    case 'why-asked':
      return { ...images, askedWhy: event.uid };
    case 'map-changed':
      return { ...images, map: { ...images.map, ...event.change } };
  }
}

/** Nothing of one lesion lies over the images of another; how maps are to look stays. */
export function imagesOfAnother(images: ImagesState): ImagesState {
  return {
    ...images,
    pointLps: undefined,
    askedWhy: undefined,
    map: { ...images.map, overImages: undefined },
  };
}
