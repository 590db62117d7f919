/**
 * What the panel asks of its surroundings. `host/` answers from OHIF, `inference/` from a worker;
 * the panel itself knows neither, so it can be drawn and tested on its own.
 */
import type {
  ActivationMaps,
  ClinicalInputs,
  CtReason,
  Device,
  ExtractedFeatures,
  FeatureInput,
  FeatureParameters,
  Lesion,
  ModelManifest,
  MeasurementReportContent,
  MutationPredictionError,
  OnProgress,
  PatientAttribute,
  Prediction,
  PredictionRequest,
  PredictionResult,
  RadiomicMeasurement,
  RadiomicsOptions,
  ReportOrigin,
  Seen,
  SignatureState,
  Vector3,
  VisualExplanation,
  Warning,
} from '@mutation-prediction/core';

/** A lesion that can be predicted: a segment, or one connected part of it. */
export interface LesionCandidate {
  /** Stable while the segmentation exists: segmentation id, segment number, part. */
  readonly id: string;
  readonly label: string;
  readonly centroidLps: Vector3;
  /** Of its CT: in which the centroid counts. */
  readonly frameOfReferenceUid: string;
  readonly volumeMm3: number;
  readonly longestDiameterMm: number;
  /** 1-based part, when the segment falls into several. */
  readonly component?: number;
}

/** A CT series, or one phase of it, that a segmentation could be read on. */
export interface CtChoice {
  /** Stable while the viewer shows the series: of the display set, with what tells its stacks apart. */
  readonly id: string;
  readonly seriesInstanceUid: string;
  /** E.g. `Series 4, CHEST 1.25 mm, cardiac phase 75 %, 304 images`. */
  readonly description: string;
}

/** A segment that cannot be predicted although others of its segmentation can. */
export interface RefusedSegment {
  readonly label: string;
  readonly error: MutationPredictionError;
}

export interface SegmentationEntry {
  readonly id: string;
  readonly kind: 'SEG' | 'RTSTRUCT' | 'labelmap';
  /** Where the contours come from, e.g. `SEG "GTV-1", series 1000`. */
  readonly source: string;
  /** `loading` keeps what was read before while it is being read again. */
  readonly status: 'loading' | 'ready' | 'refused';
  /** Why it cannot be used; only with `refused`. */
  readonly error?: MutationPredictionError;
  readonly lesions: readonly LesionCandidate[];
  readonly refusedSegments: readonly RefusedSegment[];
  /** The CT it is read on, why that one, and what else fits. */
  readonly ct?: CtChoice;
  readonly ctReason?: CtReason;
  /** The series that it was drawn on cannot be read. */
  readonly ctStandsIn?: boolean;
  /** What every prediction on it will say. */
  readonly warnings?: readonly Warning[];
  readonly ctAlternatives: readonly CtChoice[];
  /** Grows whenever the contours or the CT under them change: older results are then out of date. */
  readonly revision: number;
}

/** A prediction SR of this study (or an earlier one of this patient) as listed in the panel. */
export interface EarlierPrediction {
  /** The report's SOP Instance UID; that of a report's further lesions ends in `#2`, `#3`, … */
  readonly id: string;
  /** Already read; `undefined` where the SR could not be understood, with the reason. */
  readonly prediction?: Prediction;
  /** Features of the lesion in the report. */
  readonly measurements?: readonly RadiomicMeasurement[] | undefined;
  /** Stored maps of where its network looked; of a report of this study alone. */
  readonly visualExplanations?: readonly VisualExplanation[] | undefined;
  readonly error?: MutationPredictionError;
  /** Whose word it is, and what its signature says; with the prediction. */
  readonly origin?: ReportOrigin;
  readonly signature?: SignatureState;
  /** ISO date-time of the content. */
  readonly contentDate: string;
}

/** A report of measurements by another maker, in the open study. */
export interface MeasurementReport {
  /** SOP Instance UID. */
  readonly id: string;
  /** ISO date of the content; empty where it is not stated. */
  readonly contentDate: string;
  readonly manufacturer?: string | undefined;
  readonly seriesDescription?: string | undefined;
}

/** A prediction in a report of another study of the patient. */
export interface PriorPrediction extends EarlierPrediction {
  readonly prediction: Prediction;
  readonly studyInstanceUid: string;
  /** ISO date of that study. */
  readonly studyDate: string;
}

/** Why a report filed under the patient's ID is not shown: what contradicts, or that it is not sound. */
export type PriorRefusal = PatientAttribute | 'unreadable' | 'tampered';

/** The reports in the patient's other studies. */
export interface PriorReports {
  readonly status: 'none' | 'searching' | 'ready' | 'failed';
  /** Newest study first. */
  readonly entries: readonly PriorPrediction[];
  /** One for each report that is not shown. */
  readonly refused: readonly PriorRefusal[];
  /** Why there is no list; only with `failed`. */
  readonly error?: MutationPredictionError;
}

/** One-click segmentation, as it stands. */
export interface NoduleTool {
  /** `waiting` for a click; `done` when a nodule was made, which can be adjusted: `resizing`. */
  readonly status: 'waiting' | 'working' | 'done' | 'resizing';
  /** How tight, −1, or loose, 1, the nodule is that was made last. */
  readonly size: number;
  /** Of the nodule that was made last; listed as soon as it has been read. */
  readonly lesionId?: string;
  /** Why the last click made none, or the last change failed. */
  readonly error?: MutationPredictionError;
}

export interface StudySnapshot {
  /** Absent while no study is open. */
  readonly studyInstanceUid?: string;
  readonly hasCt: boolean;
  /** Absent while nobody segments. */
  readonly nodule?: NoduleTool;
  readonly segmentations: readonly SegmentationEntry[];
  /** From the CT's DICOM attributes; an absent key is not known. */
  readonly patient: Pick<ClinicalInputs, 'ageYears' | 'sex'>;
  readonly earlier: readonly EarlierPrediction[];
  readonly prior: PriorReports;
  /** Newest first. */
  readonly measured: readonly MeasurementReport[];
  /** SOP Instance UID of the prediction report in the active viewport: the user opened it there. */
  readonly reportInViewport?: string;
}

/** A stored report that another replaces. */
export interface ReplacedReport {
  /** ISO date-time of its content. */
  readonly contentDate: string;
  readonly signature: SignatureState;
}

/** What a new report would replace. */
export interface Replaced {
  /** Newest first. */
  readonly reports: readonly ReplacedReport[];
  /** How many other lesions the new report takes over from them. */
  readonly carried: number;
}

/** A prediction as it goes into a report. */
export interface LesionToReport {
  readonly prediction: Prediction;
  /** Features of the lesion. */
  readonly measurements: readonly RadiomicMeasurement[];
  /** What its network saw, to be printed. */
  readonly seen?: Seen;
  /** What its network saw and where it looked, for a model that tells. */
  readonly explanation?: Explanation;
}

export interface Explanation {
  readonly seen: Seen;
  readonly activationMaps: readonly ActivationMaps[];
}

/** A file for people. */
export interface PrintedFile {
  readonly name: string;
  readonly bytes: ArrayBuffer;
}

/** A Part 10 file, and the object in it. */
export interface ReportFile {
  readonly name: string;
  readonly bytes: ArrayBuffer;
  readonly studyInstanceUid: string;
  readonly seriesInstanceUid: string;
  readonly sopInstanceUid: string;
}

/** The report exists as soon as it is built; storing may fail and be tried again. */
export interface ReportDocument {
  /** An SR for each CT that lesions were read on, preceded by SEGs where the contours had none in DICOM. */
  readonly files: readonly ReportFile[];
  /** ISO date-times of the stored reports that it replaces. */
  readonly replaces: readonly string[];
  /** How many other lesions it took over from them. */
  readonly carried: number;
}

/** What the panel lays over the images. */
export interface ShownInImages {
  /** Whose outline is drawn, as a prediction reads it. */
  readonly lesionId?: string | undefined;
  /** Marked by a cross, LPS mm. */
  readonly pointLps?: Vector3 | undefined;
  readonly activation?: ShownActivation | undefined;
}

/** Where a network looked for one target, over the CT. */
export interface ShownActivation {
  /** What the maps are placed by. */
  readonly seen: Seen;
  readonly maps: ActivationMaps;
  readonly target: string;
  /** Of the CT that the network saw, where it has one. */
  readonly frameOfReferenceUid?: string | undefined;
  /** 0 to 1. */
  readonly opacity: number;
  /** Share of the strongest activation below which nothing is drawn, 0 to 1. */
  readonly threshold: number;
}

export interface StudyHost {
  getSnapshot(): StudySnapshot;
  /** Calls `listener` after every change of the snapshot; returns the unsubscribe function. */
  subscribe(listener: () => void): () => void;
  /** Moves every viewport that shows this frame of reference to a point (LPS mm). */
  jumpTo(pointLps: Vector3): void;
  /** The same, unless the reader has moved the images since the study was opened. */
  openAt(pointLps: Vector3): void;
  /** Replaces what lies over the images; it goes with the panel, and with the study for good. */
  showInImages(shown: ShownInImages): void;
  /** Reads the segmentation on another CT series. */
  chooseCt(segmentationId: string, ct: CtChoice): void;
  /** The UID that reports on this lesion bear; `undefined` until it has one. */
  trackingUidOf(lesionId: string): string | undefined;
  /** From now on reports on the lesion bear this UID: the user says it is that lesion. */
  trackAs(lesionId: string, trackingUid: string): void;
  /** Opens OHIF's segmentation tools, for a study without contours. */
  openSegmentationTools(): void;
  /** The next click in a viewport segments the nodule there. */
  startNodule(): void;
  /** Ends it, whatever it waits for; what was made stays. */
  leaveNodule(): void;
  /** As a click in the middle of the active viewport. */
  segmentAtMiddle(): void;
  /** The nodule that was made last, from −1, tight, to 1, loose. */
  resizeNodule(size: number): void;
  /** Takes back the nodule that was made last. */
  undoNodule(): void;
  /** As long as there is a question, the user is asked it before going back to the list of studies. */
  askBeforeLeaving(question: (() => string) | undefined): void;
  /** Reads the voxels around the lesion; throws `MutationPredictionError`. */
  prepare(
    lesionId: string,
    manifest: ModelManifest,
    clinical: ClinicalInputs,
    signal: AbortSignal,
  ): Promise<PredictionRequest>;
  /**
   * Reads what an extraction of features depends on: the voxels that the parameters ask for, and the
   * lesion's mask on them. The arrays are the caller's own.
   */
  readForFeatures(
    lesionId: string,
    parameters: FeatureParameters,
    signal: AbortSignal,
  ): Promise<FeatureInput>;
  /** What a report on these predictions would replace, as things are. */
  replacementOf(predictions: readonly Prediction[]): Replaced;
  /** Builds one SR of all lesions (and the SEG it references where contours are not in DICOM yet). */
  buildReport(lesions: readonly LesionToReport[]): Promise<ReportDocument>;
  /**
   * A PDF of the lesions, to read and to print.
   *
   * @param document the report that says the same
   */
  printReport(lesions: readonly LesionToReport[], document: ReportDocument): Promise<PrintedFile>;
  /** The listed segmentations that are in the archive as they are drawn. */
  storedSegmentations(): readonly StoredSegmentation[];
  /**
   * Has the viewer list reports that somebody else has stored in a study.
   *
   * @returns false where that study is not open
   */
  lookForReports(studyInstanceUid: string): Promise<boolean>;
  /**
   * Where a network looked, as it was stored: of an entry of `earlier` that has `visualExplanations`, its maps over
   * the CT that they are of.
   *
   * @throws `unsupported-object` where something cannot be fetched, or the CT is not in the study; as
   *   `readParametricMap`
   */
  readExplanation(stored: EarlierPrediction): Promise<Explanation>;
  /**
   * What a report of another maker says, by its id.
   *
   * @throws `unsupported-object` where it cannot be fetched or holds nothing; `other-patient` where it contradicts
   *   the study's CT as to whose it is
   */
  readMeasurements(id: string): Promise<MeasurementReportContent>;
  /** STOW-RS through the viewer's data source; throws `store-refused` with the server's reason. */
  store(report: ReportDocument): Promise<void>;
}

export interface ModelEntry {
  readonly manifest: ModelManifest;
  readonly digest: string;
  /** What the package's signature says; absent where the site trusts no key. */
  readonly signature?: SignatureState;
}

export type { PredictionResult };

/** What a model would run on; of a server that has not run any, its name is all that is known. */
export type RunsOn =
  Omit<Device, 'runtimeVersion'> | { readonly server: string; readonly backend?: undefined };

export interface ModelHost {
  /** Reads every configured package's model.json; a package that fails is reported, not hidden. */
  list(): Promise<
    readonly (
      | { readonly url: string; readonly model: ModelEntry }
      | { readonly url: string; readonly error: MutationPredictionError }
    )[]
  >;
  /** Markdown of the model card. */
  card(modelId: string): Promise<string>;
  /** Which device would run and why, without loading a model. */
  device(): Promise<RunsOn>;
  /** Loads and compiles a model before it is asked; absent where that is not this computer's work. */
  makeReady?(modelId: string): Promise<void>;
  predict(
    modelId: string,
    request: PredictionRequest,
    options: {
      readonly signal: AbortSignal;
      readonly onProgress: OnProgress;
      /** Also tells what each group of inputs contributes; the network then runs once more for each. */
      readonly contributions?: boolean;
    },
  ): Promise<PredictionResult>;
}

/** Where models run: on this computer, or on the site's server. */
export type Place = 'here' | 'server';

/** Why models do not run on this computer: what its device gives up, or what is wrong with it. */
export type WhyNotHere = Pick<Device, 'fallback' | 'fallbackReason'> | MutationPredictionError;

/** Which place is the better one just now, and why. */
export type BetterPlace =
  /** Its graphics processor runs models. */
  | { readonly place: 'here' }
  /** @param why not here */
  | { readonly place: 'server'; readonly why: WhyNotHere }
  /** @param error what is the matter with the server */
  | { readonly place: 'here'; readonly error: MutationPredictionError };

/** A segmentation that is in the archive, as everybody knows it. */
export interface StoredSegmentation {
  /** Where the contours come from, e.g. `SEG "GTV-1", series 1000`. */
  readonly source: string;
  readonly studyInstanceUid: string;
  readonly seriesInstanceUid: string;
  readonly sopInstanceUid: string;
}

/** A prediction that somebody else makes, whether or not the viewer stays open. */
export interface BackgroundJob {
  readonly id: string;
  readonly state: 'waiting' | 'running' | 'done' | 'failed';
  /** Why it failed, a sentence. */
  readonly failure?: string | undefined;
}

/** The part of a site's server that predicts what is in an archive, and stores the reports there. */
export interface BackgroundServer {
  /**
   * Which segmentations of a study it can reach: the archive's name by SOP Instance UID. None where it takes no
   * jobs, or does not see the study.
   */
  segmentationsOf(studyInstanceUid: string): Promise<ReadonlyMap<string, string>>;
  /**
   * Every lesion of a segmentation; the same asked again is the same job.
   *
   * @param archive as `segmentationsOf` names it
   */
  submit(
    segmentation: StoredSegmentation,
    archive: string,
    modelDigest: string,
  ): Promise<BackgroundJob>;
  /** Tells what becomes of a job, until it is over or the signal aborts. */
  follow(id: string, onChange: (job: BackgroundJob) => void, signal: AbortSignal): Promise<void>;
  cancel(id: string): Promise<void>;
}

/** A site's server, on which models can run instead. */
export interface ModelServer {
  /** Fetched when it is first asked for. */
  background?(): Promise<BackgroundServer>;
  /** E.g. `gpu.example.org`. */
  readonly name: string;
  /** What is chosen to begin with. */
  readonly place: Place | 'auto';
  /** Those that it has; they run there. */
  readonly models: ModelHost;
  betterPlace(): Promise<BetterPlace>;
}

export interface RadiomicsHost {
  /** Computes features off the main thread; takes the input's arrays over. */
  extract(input: FeatureInput, options: RadiomicsOptions): Promise<ExtractedFeatures>;
  /** Has what the first extraction needs loaded and run warm. */
  makeReady?(): Promise<void>;
}

/** What the panel does, for hotkeys, toolbars and other extensions; each does nothing where the panel could not. */
export interface PanelCommands {
  predict(): void;
  predictAll(): void;
  cancel(): void;
  /** The report of all lesions that have a result. */
  saveReport(): void;
  downloadReport(): void;
  nextLesion(): void;
  previousLesion(): void;
  /** The viewports go to the chosen lesion. */
  showLesion(): void;
  /** The chosen lesion is outlined in the images, or no longer. */
  toggleOutline(): void;
  /** Why the model says what it says of the chosen lesion. */
  explain(): void;
}

/** Asked by the panel when a lesion is picked; `Lesion` adds what the model's field needs. */
export type { Lesion };
