import type { NaturalisedDataset } from '@mutation-prediction/core';
import { encodePart10 } from '@mutation-prediction/core';
import type { FakeViewport } from './fakeViewports.js';
import type {
  DisplaySet,
  InstanceMetadata,
  Managers,
  PubSub,
  Segmentation,
} from '../viewer/ohif.js';

/** Corners, mm. */
type Outline = readonly (readonly [x: number, y: number])[];

/** Columns and rows of the fake CTs; they have {@link SLICES} slices 1 mm apart. */
const SIZE = 4;
const SLICES = 3;

class FakeService<EventName extends string> implements PubSub<EventName> {
  readonly EVENTS = new Proxy({} as Readonly<Record<EventName, string>>, {
    get: (_, name) => String(name),
  });
  readonly #listeners = new Map<string, Set<(detail: unknown) => void>>();

  subscribe(event: string, listener: (detail: unknown) => void) {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners.add(listener));
    return { unsubscribe: () => void listeners.delete(listener) };
  }

  emit(event: EventName, detail?: unknown): void {
    this.#listeners.get(event)?.forEach((listener) => listener(detail));
  }

  get listenerCount(): number {
    return [...this.#listeners.values()].reduce((count, { size }) => count + size, 0);
  }
}

/** As much of OHIF as the study host talks to, with CT series and labelmaps of a few voxels. */
export class FakeViewer {
  readonly displaySets: DisplaySet[] = [];
  readonly segmentations: Segmentation[] = [];
  activeDisplaySetUid: string | undefined;
  readonly viewports: FakeViewport[] = [];

  readonly displaySetService = Object.assign(
    new FakeService<'DISPLAY_SETS_ADDED' | 'DISPLAY_SETS_CHANGED'>(),
    {
      getActiveDisplaySets: () => this.displaySets,
      getDisplaySetByUID: (uid: string) =>
        this.displaySets.find((set) => set.displaySetInstanceUID === uid),
    },
  );

  readonly viewportGridService = Object.assign(new FakeService<'GRID_STATE_CHANGED'>(), {
    getState: () => ({
      activeViewportId: 'viewport',
      viewports: new Map([
        [
          'viewport',
          { displaySetInstanceUIDs: this.activeDisplaySetUid ? [this.activeDisplaySetUid] : [] },
        ],
      ]),
    }),
  });

  readonly segmentationService = Object.assign(
    new FakeService<'SEGMENTATION_ADDED' | 'SEGMENTATION_DATA_MODIFIED'>(),
    {
      getSegmentations: () => this.segmentations,
      getSegmentation: (id: string) =>
        this.segmentations.find(({ segmentationId }) => segmentationId === id),
    },
  );

  readonly #instances = new Map<string, InstanceMetadata>();
  readonly #images = new Map<string, object>();
  readonly #annotations = new Map<string, object>();
  readonly #eventTarget = new EventTarget();
  readonly #files = new Map<string, Uint8Array>();
  /** SOP Instance UIDs in the order in which they were fetched. */
  readonly fetched: string[] = [];

  readonly managers = {
    servicesManager: {
      services: {
        displaySetService: this.displaySetService,
        viewportGridService: this.viewportGridService,
        segmentationService: this.segmentationService,
        userAuthenticationService: { getAuthorizationHeader: () => undefined },
        panelService: { activatePanel: () => undefined },
      },
    },
    extensionManager: {
      getActiveDataSource: () => [],
      getModuleEntry: () => ({
        exports: {
          dicomLoaderService: {
            findDicomDataPromise: ({ SOPInstanceUID }: InstanceMetadata) => {
              this.fetched.push(SOPInstanceUID);
              const file = this.#files.get(SOPInstanceUID);
              return file ? Promise.resolve(file) : Promise.reject(new Error('404'));
            },
          },
          getCornerstoneLibraries: () => ({
            cornerstone: {
              getRenderingEngines: () => [{ getViewports: () => this.viewports }],
              cache: { getImage: (id: string) => this.#images.get(id) },
              metaData: { get: (_: string, id: string) => this.#instances.get(id) },
              eventTarget: this.#eventTarget,
            },
            cornerstoneTools: {
              Enums: {
                Events: new Proxy({}, { get: (_: object, name: string | symbol) => String(name) }),
              },
              annotation: { state: { getAnnotation: (uid: string) => this.#annotations.get(uid) } },
            },
          }),
        },
      }),
    },
  } as unknown as Managers;

  /** Adds a CT series of a study; its Display Set UID is the series UID. */
  addCt(study: string, series: string, attributes: Readonly<Record<string, unknown>> = {}): void {
    this.displaySets.push({
      displaySetInstanceUID: series,
      StudyInstanceUID: study,
      SeriesInstanceUID: series,
      Modality: 'CT',
      instances: this.#ctInstances(study, series, SLICES, attributes),
    });
    this.displaySetService.emit('DISPLAY_SETS_ADDED');
  }

  /** Adds a CT series that holds several phases of its slices; they differ in their SOP Instance UIDs. */
  addPhases(study: string, series: string, percentages: readonly number[]): void {
    const instances = percentages.flatMap((percentage) =>
      this.#ctInstances(study, series, SLICES, {
        NominalPercentageOfCardiacPhase: percentage,
      }).map((instance) => ({
        ...instance,
        SOPInstanceUID: `${instance.SOPInstanceUID}.${percentage}`,
        imageId: `${instance.imageId}.${percentage}`,
      })),
    );
    for (const instance of instances) this.#instances.set(instance.imageId, instance);
    this.displaySets.push({
      displaySetInstanceUID: series,
      StudyInstanceUID: study,
      SeriesInstanceUID: series,
      Modality: 'CT',
      instances,
    });
    this.displaySetService.emit('DISPLAY_SETS_ADDED');
  }

  /** One more image arrives for a CT series that is already there. */
  extendCt(series: string): void {
    const at = this.displaySets.findIndex(({ SeriesInstanceUID }) => SeriesInstanceUID === series);
    const displaySet = this.displaySets[at]!;
    const instances = this.#ctInstances(displaySet.StudyInstanceUID, series, SLICES + 1, {});
    this.displaySets[at] = { ...displaySet, instances };
    this.displaySetService.emit('DISPLAY_SETS_CHANGED');
  }

  #ctInstances(
    study: string,
    series: string,
    count: number,
    attributes: Readonly<Record<string, unknown>>,
  ): InstanceMetadata[] {
    const instances = Array.from({ length: count }, (_, k) => ({
      StudyInstanceUID: study,
      SeriesInstanceUID: series,
      SOPInstanceUID: `${series}.${k}`,
      SOPClassUID: '1.2.840.10008.5.1.4.1.1.2',
      imageId: `ct:${series}.${k}`,
      InstanceNumber: k + 1,
      FrameOfReferenceUID: `${series}.99`,
      ImagePositionPatient: [0, 0, k],
      ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
      PixelSpacing: [1, 1],
      Rows: SIZE,
      Columns: SIZE,
      BitsStored: 12,
      RescaleSlope: 1,
      RescaleIntercept: -1024,
      ...attributes,
    }));
    for (const instance of instances) this.#instances.set(instance.imageId, instance);
    return instances;
  }

  /** Adds a SEG or RTSTRUCT; its Display Set UID is its SOP Instance UID. */
  async addObject(dataset: NaturalisedDataset): Promise<string> {
    const instance = dataset as unknown as InstanceMetadata;
    const { SOPInstanceUID, StudyInstanceUID, SeriesInstanceUID } = instance;
    this.#files.set(SOPInstanceUID, new Uint8Array(await encodePart10(dataset)));
    this.displaySets.push({
      displaySetInstanceUID: SOPInstanceUID,
      StudyInstanceUID,
      SeriesInstanceUID,
      Modality: String(instance['Modality']),
      SeriesNumber: Number(instance['SeriesNumber']),
      SeriesDescription: String(instance['SeriesDescription']),
      instance,
    });
    this.displaySetService.emit('DISPLAY_SETS_ADDED');
    return SOPInstanceUID;
  }

  /** The archive no longer has the file of an object. */
  loseFile(sopInstanceUid: string): void {
    this.#files.delete(sopInstanceUid);
  }

  show(displaySetUid: string): void {
    this.activeDisplaySetUid = displaySetUid;
    this.viewportGridService.emit('GRID_STATE_CHANGED');
  }

  /** Adds an empty labelmap over a CT series, its images in reverse slice order. */
  addLabelmap(segmentationId: string, series: string, segmentLabels = ['Lesion']): void {
    const slices = Array.from({ length: SLICES }, (_, k) => k).reverse();
    for (const k of slices) {
      const pixels = new Uint8Array(SIZE * SIZE);
      this.#images.set(`${segmentationId}.${k}`, {
        rows: SIZE,
        columns: SIZE,
        referencedImageId: `ct:${series}.${k}`,
        voxelManager: { getScalarData: () => pixels },
      });
    }
    this.segmentations.push({
      segmentationId,
      label: segmentationId,
      segments: Object.fromEntries(
        segmentLabels.map((label, index) => [index + 1, { segmentIndex: index + 1, label }]),
      ),
      representationData: {
        Labelmap: { imageIds: slices.map((k) => `${segmentationId}.${k}`) },
      },
    });
    this.segmentationService.emit('SEGMENTATION_ADDED', { segmentationId });
  }

  /** Adds a segmentation of contours over a CT series, in which nothing is drawn yet. */
  addContours(segmentationId: string, series: string): void {
    this.segmentations.push({
      segmentationId,
      label: segmentationId,
      segments: { 1: { segmentIndex: 1, label: 'Lesion' } },
      representationData: {
        Contour: {
          annotationUIDsMap: new Map([[1, new Set()]]),
          referencedImageIds: [`ct:${series}.0`],
        },
      },
    });
    this.segmentationService.emit('SEGMENTATION_ADDED', { segmentationId });
  }

  /**
   * Draws a contour on slice k, and reports it as the viewer's tools do.
   *
   * @param hole lies in it, and belongs to it
   */
  contour(segmentationId: string, k: number, outer: Outline, hole?: Outline, closed = true): void {
    const { Contour } =
      this.segmentationService.getSegmentation(segmentationId)!.representationData;
    const uids = Contour!.annotationUIDsMap!.get(1) as Set<string>;
    const annotationOf = (outline: Outline, childAnnotationUIDs: readonly string[] = []) => ({
      data: {
        segmentation: { segmentationId, segmentIndex: 1 },
        contour: { closed, polyline: outline.map(([x, y]) => [x, y, k]) },
      },
      metadata: { referencedImageId: Contour!.referencedImageIds![0]!.replace(/\d+$/, String(k)) },
      childAnnotationUIDs,
    });
    const uid = `${segmentationId}.${this.#annotations.size}`;
    if (hole) this.#annotations.set(`${uid}.hole`, annotationOf(hole));
    const annotation = annotationOf(outer, hole ? [`${uid}.hole`] : []);
    this.#annotations.set(uid, annotation);
    uids.add(uid);
    this.#eventTarget.dispatchEvent(
      new CustomEvent('ANNOTATION_COMPLETED', { detail: { annotation } }),
    );
  }

  /** Paints one voxel and reports it, as OHIF's brush does. */
  paint(segmentationId: string, [i, j, k]: readonly [number, number, number], label = 1): void {
    const image = this.#images.get(`${segmentationId}.${k}`) as {
      voxelManager: { getScalarData(): Uint8Array };
    };
    image.voxelManager.getScalarData()[j * SIZE + i] = label;
    this.segmentationService.emit('SEGMENTATION_DATA_MODIFIED', { segmentationId });
  }

  get listenerCount(): number {
    const { displaySetService, viewportGridService, segmentationService } = this;
    return [displaySetService, viewportGridService, segmentationService].reduce(
      (count, service) => count + service.listenerCount,
      0,
    );
  }
}
