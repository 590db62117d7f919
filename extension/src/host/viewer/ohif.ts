/**
 * The part of OHIF 3.12–3.14 that we use, as structural types: OHIF publishes none. Names and
 * optionality are those of the running viewer.
 */
import type * as cornerstoneCore from '@cornerstonejs/core';
import type * as cornerstoneTools from '@cornerstonejs/tools';
import type { AnsweredDataSet } from '../reports/dicomJson.js';

/** A DICOM attribute as dcmjs naturalises it: single values are not always wrapped in an array. */
export type Naturalized = unknown;

/** An instance of OHIF's metadata store: attributes by keyword, plus where its pixels come from. */
export interface InstanceMetadata {
  readonly StudyInstanceUID: string;
  readonly SeriesInstanceUID: string;
  readonly SOPInstanceUID: string;
  readonly SOPClassUID: string;
  readonly imageId?: string;
  readonly wadoRoot?: string;
  readonly url?: string;
  readonly [keyword: string]: Naturalized;
}

export interface DisplaySet {
  readonly displaySetInstanceUID: string;
  /** Empty for display sets of what was drawn in the viewer. */
  readonly StudyInstanceUID: string;
  readonly SeriesInstanceUID: string;
  readonly SOPInstanceUID?: string;
  readonly SOPClassHandlerId?: string;
  readonly Modality: string;
  readonly SeriesNumber?: number | string;
  readonly SeriesDescription?: string;
  readonly FrameOfReferenceUID?: string;
  /** Of SEG and RTSTRUCT: the series they were drawn on. */
  readonly referencedSeriesInstanceUID?: string;
  readonly referencedDisplaySetInstanceUID?: string;
  readonly instance?: InstanceMetadata;
  readonly instances?: readonly InstanceMetadata[];
  /** OHIF has no way to show it. */
  readonly unsupported?: boolean;
}

export interface Subscription {
  unsubscribe(): void;
}

/** Every service that broadcasts events. */
export interface PubSub<EventName extends string> {
  readonly EVENTS: Readonly<Record<EventName, string>>;
  subscribe(event: string, listener: (detail: unknown) => void): Subscription;
}

export interface DisplaySetService extends PubSub<
  | 'DISPLAY_SETS_ADDED'
  | 'DISPLAY_SETS_CHANGED'
  | 'DISPLAY_SETS_REMOVED'
  | 'DISPLAY_SET_SERIES_METADATA_INVALIDATED'
> {
  getActiveDisplaySets(): readonly DisplaySet[];
  getDisplaySetByUID(uid: string): DisplaySet | undefined;
  getDisplaySetsForSeries(seriesInstanceUid: string): readonly DisplaySet[];
}

export interface ViewportGridState {
  readonly activeViewportId: string | null;
  readonly viewports: ReadonlyMap<string, { readonly displaySetInstanceUIDs?: readonly string[] }>;
}

export interface ViewportGridService extends PubSub<
  'ACTIVE_VIEWPORT_ID_CHANGED' | 'GRID_STATE_CHANGED' | 'VIEWPORTS_READY'
> {
  getState(): ViewportGridState;
}

/** A stack labelmap: one derived image per CT image, in no particular order. */
export interface LabelmapLayer {
  readonly imageIds?: readonly string[];
  readonly volumeId?: string;
}

export interface Segmentation {
  readonly segmentationId: string;
  readonly label: string;
  readonly segments: Readonly<
    Record<number, { readonly segmentIndex: number; readonly label: string } | undefined>
  >;
  readonly representationData: {
    readonly Labelmap?: LabelmapLayer & {
      /** Present when segments overlap: one layer per conflict-free group. */
      readonly labelmaps?: Readonly<Record<string, LabelmapLayer>>;
      /** Which layer and pixel value hold a segment; a segment without an entry uses its own index. */
      readonly segmentBindings?: Readonly<
        Record<number, { readonly labelmapId: string; readonly labelValue: number } | undefined>
      >;
    };
    readonly Contour?: {
      /** Annotations of each segment; holes are children of these. */
      readonly annotationUIDsMap?: ReadonlyMap<number, ReadonlySet<string>>;
      /** Of the series that it was made for, to be drawn on. */
      readonly referencedImageIds?: readonly string[];
    };
  };
}

export interface SegmentationService extends PubSub<
  | 'SEGMENTATION_ADDED'
  | 'SEGMENTATION_MODIFIED'
  | 'SEGMENTATION_DATA_MODIFIED'
  | 'SEGMENTATION_REMOVED'
  | 'SEGMENTATION_LOADING_COMPLETE'
> {
  getSegmentations(): readonly Segmentation[];
  getSegmentation(segmentationId: string): Segmentation | undefined;
  addSegment(
    segmentationId: string,
    segment: { readonly segmentIndex: number; label: string },
  ): void;
  removeSegment(segmentationId: string, segmentIndex: number): void;
  remove(segmentationId: string): void;
  addSegmentationRepresentation(
    viewportId: string,
    representation: { readonly segmentationId: string; readonly type: 'Labelmap' },
  ): Promise<void>;
}

export type CornerstoneViewportService = PubSub<'VIEWPORT_DATA_CHANGED'>;

export interface PanelService {
  activatePanel(panelId: string, forceActive?: boolean): void;
}

export interface UserAuthenticationService {
  getAuthorizationHeader(): Readonly<Record<string, string>> | undefined;
}

export interface UiNotificationService {
  show(notification: {
    readonly title: string;
    readonly message: string;
    readonly type: 'success' | 'info' | 'warning' | 'error';
  }): void;
}

export interface Services {
  readonly displaySetService: DisplaySetService;
  readonly viewportGridService: ViewportGridService;
  readonly segmentationService: SegmentationService;
  readonly cornerstoneViewportService?: CornerstoneViewportService;
  readonly panelService: PanelService;
  readonly userAuthenticationService: UserAuthenticationService;
  readonly uiNotificationService: UiNotificationService;
}

/** A study as OHIF's data sources list it. */
export interface StudyRecord {
  readonly studyInstanceUid: string;
  /** YYYYMMDD. */
  readonly date?: string;
  /** Patient ID. */
  readonly mrn?: string;
  /** Separated by backslashes. */
  readonly modalities?: string;
}

/** The part of `dicomweb-client` that reads metadata without putting it into the viewer's store. */
export interface DicomWebClient {
  headers: Readonly<Record<string, string>>;
  retrieveSeriesMetadata(series: {
    readonly studyInstanceUID: string;
    readonly seriesInstanceUID: string;
  }): Promise<readonly AnsweredDataSet[]>;
}

/** The viewer's way to its PACS. */
export interface DataSource {
  readonly store?: {
    /** Resolves without the server's answer; `request` is the XMLHttpRequest it will use. */
    dicom?(file: ArrayBuffer, request?: XMLHttpRequest): Promise<unknown>;
  };
  readonly query?: {
    readonly studies?: {
      search?(query: {
        readonly patientId: string;
        readonly disableWildcard: boolean;
        readonly limit: number;
        readonly offset: number;
      }): Promise<readonly StudyRecord[] | undefined>;
    };
    readonly series?: {
      search?(
        studyInstanceUid: string,
      ): Promise<readonly { readonly seriesInstanceUid: string; readonly modality?: string }[]>;
    };
  };
  readonly retrieve?: {
    getWadoDicomWebClient?(): DicomWebClient | undefined;
    readonly series?: {
      metadata?(query: {
        readonly StudyInstanceUID: string;
        readonly filters: { readonly seriesInstanceUID: readonly string[] };
        readonly madeInClient: boolean;
      }): Promise<unknown>;
    };
  };
  /** Of a frame, counted from 1. */
  getImageIdsForInstance?(asked: {
    readonly instance: InstanceMetadata;
    readonly frame: number;
  }): string | undefined;
  deleteStudyMetadataPromise?(key: string): void;
  getConfig?(): { readonly name?: string } | undefined;
}

export interface CornerstoneLibraries {
  readonly cornerstone: typeof cornerstoneCore;
  readonly cornerstoneTools: typeof cornerstoneTools;
}

/** Exports of `@ohif/extension-cornerstone`'s utility module `common`. */
export interface CornerstoneUtilities {
  getCornerstoneLibraries(): CornerstoneLibraries;
  readonly dicomLoaderService: {
    findDicomDataPromise(
      source: object,
      studies: null,
      headers: Readonly<Record<string, string>> | undefined,
    ): Promise<ArrayBuffer | Uint8Array>;
  };
}

export interface SopClassHandler {
  readonly name: string;
  readonly sopClassUids: readonly string[];
  getDisplaySetsFromSeries(instances: readonly InstanceMetadata[]): DisplaySet[] | undefined;
}

export interface ExtensionManager {
  getModuleEntry(id: string): unknown;
  getActiveDataSource(): readonly DataSource[];
}

export interface CommandsManager {
  runCommand(name: string, options?: object): unknown;
}

/** What OHIF hands to every lifecycle hook and module function of an extension. */
export interface Managers {
  readonly servicesManager: { readonly services: Services };
  readonly extensionManager: ExtensionManager;
  readonly commandsManager: CommandsManager;
}
