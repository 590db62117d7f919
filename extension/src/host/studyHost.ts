import type {
  ClinicalInputs,
  FeatureInput,
  FeatureParameters,
  MeasurementReportContent,
  ModelManifest,
  PatientIdentity,
  Prediction,
  PredictionRequest,
  SegmentationReference,
  Vector3,
} from '@mutation-prediction/core';
import {
  MutationPredictionError,
  norm,
  patientContradictions,
  SEGMENTER_NAME,
  subtract,
} from '@mutation-prediction/core';
import type {
  CtChoice,
  EarlierPrediction,
  Explanation,
  LesionToReport,
  PrintedFile,
  Replaced,
  ReportDocument,
  ShownInImages,
  StoredSegmentation,
  StudyHost,
  StudySnapshot,
} from '../contract.js';
import { PANEL_ID } from '../id.js';
import type { Signatures } from '../signatures.js';
import type { SegmentationParser } from '../parsing/segmentationParser.js';
import type { ViewerCt } from './ct/viewerCt.js';
import { activeStudyUid, displaySetsInActiveViewport } from './activeStudy.js';
import { cornerstoneUtilities } from './viewer/cornerstone.js';
import { debounce } from './viewer/debounce.js';
import { seriesDrawnOn } from './drawn/drawnSegmentation.js';
import { EarlierPredictions } from './reports/earlierPredictions.js';
import { jumpViewports } from './viewer/jump.js';
import { KeptView } from './viewer/keptView.js';
import { ReadersHand } from './viewer/readersHand.js';
import type { Managers } from './viewer/ohif.js';
import type { OpenStudy } from './openStudy.js';
import { ShownOverImages } from './overlay/shownInImages.js';
import { readStudy } from './openStudy.js';
import { isPredictionDisplaySet } from './reports/predictionSrHandler.js';
import { NO_PRIOR_REPORTS, PriorReportList } from './reports/priorReports.js';
import type { NoduleSegmenter } from './nodule/noduleSegmenter.js';
import { PreparedLesions } from './preparedLesions.js';
import { ReportWriter } from './reports/reportDocument.js';
import { SegmentationList } from './segmentations/segmentationList.js';
import { segmentationSources } from './segmentations/segmentationSources.js';
import { MeasurementReports } from './reports/measurementReports.js';
import { lookForReports } from './reports/lookForReports.js';
import { storeReport } from './reports/storeReport.js';
import { describeStudy, isSameSnapshot } from './studySnapshot.js';
import { subscribeToContours } from './viewer/contourEvents.js';
import { subscribeToViewer } from './viewer/viewerEvents.js';
import { guardWayBack } from './viewer/wayBack.js';

/** Painting reports every stroke many times; a pause this long is the end of one. */
const SETTLE_MS = 250;

const SEGMENTATION_PANEL =
  '@ohif/extension-cornerstone.panelModule.panelSegmentationWithToolsLabelMap';

/** The study host, and what the extension's lifecycle hooks tell it. */
export interface ConnectedStudyHost extends StudyHost {
  /** A mode was entered: OHIF's services are there, with nobody listening. */
  connect(): void;
  /** The mode was left. */
  disconnect(): void;
}

export interface StudyHostOptions {
  /** Whether reports are saved with maps of where the network looked. */
  readonly savesExplanations: boolean;
  /** Whether they are saved with a PDF. */
  readonly savesPdf?: boolean;
  /** Script of the worker that segments nodules. */
  readonly segmenterUrl?: string | undefined;
}

/** Everything the panel asks about the open study, answered from OHIF. */
export function createStudyHost(
  managers: Managers,
  parser: SegmentationParser,
  signatures: Signatures,
  options: StudyHostOptions = { savesExplanations: true },
): ConnectedStudyHost {
  return new OhifStudyHost(managers, parser, signatures, options);
}

class OhifStudyHost implements ConnectedStudyHost {
  readonly #listeners = new Set<() => void>();
  readonly #segmentations: SegmentationList;
  readonly #earlier: EarlierPredictions;
  readonly #prior: PriorReportList;
  readonly #measured: MeasurementReports;
  readonly #prepared = new PreparedLesions();
  readonly #reports: ReportWriter;
  readonly #shown = new ShownOverImages(() => this.#libraries, {
    findLesion: (lesionId) => this.#segmentations.findLesion(lesionId),
    frameOfReferenceAt: (pointLps) => this.#frameOfReferenceAt(pointLps),
  });
  readonly #kept = new KeptView(
    () => this.#services,
    () => this.#libraries,
  );
  readonly #hand = new ReadersHand();
  readonly #settle = debounce(() => this.#refresh(), SETTLE_MS);
  #study: OpenStudy | undefined;
  #snapshot: StudySnapshot = describeStudy(undefined, [], [], NO_PRIOR_REPORTS, undefined);
  #unsubscribe: (() => void) | undefined;
  #leavingQuestion: (() => string) | undefined;
  #nodules: NoduleSegmenter | undefined;
  /** Once the panel has been shown in this mode; until then nothing is fetched or computed. */
  #isFollowed = false;

  constructor(
    private readonly managers: Managers,
    parser: SegmentationParser,
    signatures: Signatures,
    private readonly options: StudyHostOptions,
  ) {
    this.#segmentations = new SegmentationList(managers, parser, () => this.#publish());
    this.#earlier = new EarlierPredictions(managers, signatures, () => this.#publish());
    this.#reports = new ReportWriter(options.savesPdf);
    this.#measured = new MeasurementReports(managers);
    this.#prior = new PriorReportList(managers, signatures, () => this.#publish());
  }

  connect(): void {
    this.#unsubscribe?.();
    const unguard = guardWayBack(() => this.#leavingQuestion?.());
    const onDrawn = (segmentationId: string) => {
      this.#segmentations.markDrawnOn(segmentationId);
      this.#settle();
    };
    const unsubscribe = subscribeToViewer(this.#services, {
      onStudyChange: this.#settle,
      onSegmentationChange: (segmentationId) => {
        this.#segmentations.markChanged(segmentationId);
        this.#settle();
      },
      onDrawn,
    });
    const unsubscribeContours = subscribeToContours(this.#libraries, onDrawn);
    this.#kept.connect();
    this.#hand.connect();
    this.#unsubscribe = () => {
      unguard();
      unsubscribe();
      unsubscribeContours();
    };
    this.#settle();
  }

  disconnect(): void {
    this.#nodules?.leave();
    this.#nodules = undefined;
    this.#kept.disconnect();
    this.#hand.disconnect();
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
    this.#settle.cancel();
    this.#isFollowed = this.#listeners.size > 0;
    this.#forgetStudy();
  }

  getSnapshot(): StudySnapshot {
    return this.#snapshot;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    this.#isFollowed = true;
    this.#shown.suspend(false);
    this.#settle();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#shown.suspend(true);
    };
  }

  jumpTo(pointLps: Vector3): void {
    const frameOfReferenceUid = this.#frameOfReferenceAt(pointLps);
    if (!frameOfReferenceUid) return;
    jumpViewports(this.#libraries, frameOfReferenceUid, pointLps);
    this.#kept.wentTo(frameOfReferenceUid, pointLps);
  }

  openAt(pointLps: Vector3): void {
    if (!this.#hand.hasMoved) this.jumpTo(pointLps);
  }

  showInImages(shown: ShownInImages): void {
    this.#shown.show(shown);
  }

  chooseCt(segmentationId: string, ct: CtChoice): void {
    this.#segmentations.preferCt(segmentationId, ct);
    this.#settle();
  }

  trackingUidOf(lesionId: string): string | undefined {
    const origin = this.#segmentations.findLesion(lesionId);
    return origin && this.#prepared.trackingUidOf(lesionId, origin, this.#knownTrackingUid);
  }

  trackAs(lesionId: string, trackingUid: string): void {
    const origin = this.#segmentations.findLesion(lesionId);
    if (!origin) throw lesionGone();
    this.#prepared.trackAs(lesionId, origin, trackingUid);
  }

  askBeforeLeaving(question: (() => string) | undefined): void {
    this.#leavingQuestion = question;
  }

  openSegmentationTools(): void {
    this.#services.panelService.activatePanel(SEGMENTATION_PANEL, true);
  }

  startNodule(): void {
    void this.#withNodules((nodules) => nodules.start());
  }

  leaveNodule(): void {
    this.#nodules?.leave();
  }

  segmentAtMiddle(): void {
    void this.#withNodules((nodules) => nodules.atMiddle());
  }

  resizeNodule(size: number): void {
    void this.#nodules?.resize(size);
  }

  undoNodule(): void {
    this.#nodules?.undo();
  }

  /** Loaded with its first use. */
  async #withNodules(act: (nodules: NoduleSegmenter) => unknown): Promise<void> {
    const { NoduleSegmenter } = await import(
      /* webpackChunkName: 'nodule' */ './nodule/noduleSegmenter.js'
    );
    if (!this.#unsubscribe) return;
    this.#nodules ??= new NoduleSegmenter({
      managers: this.managers,
      workerUrl: this.options.segmenterUrl ?? '',
      cts: () => this.#study?.cts.series ?? [],
      onChange: () => this.#publish(),
      onMade: (segmentationId, segment) => {
        this.#segmentations.markMadeBy(SEGMENTER_NAME, segmentationId, segment);
        this.#settle();
      },
    });
    await act(this.#nodules);
  }

  async prepare(
    lesionId: string,
    manifest: ModelManifest,
    clinical: ClinicalInputs,
    signal: AbortSignal,
  ): Promise<PredictionRequest> {
    const origin = this.#segmentations.findLesion(lesionId);
    if (!origin) throw lesionGone();
    return this.#prepared.prepare(
      lesionId,
      origin,
      this.#knownTrackingUid,
      manifest,
      clinical,
      signal,
    );
  }

  async readForFeatures(
    lesionId: string,
    parameters: FeatureParameters,
    signal: AbortSignal,
  ): Promise<FeatureInput> {
    const origin = this.#segmentations.findLesion(lesionId);
    if (!origin) throw lesionGone();
    const { readRadiomicsInput } = await import(
      /* webpackChunkName: 'features' */ './radiomicsInput.js'
    );
    return readRadiomicsInput(origin, parameters, signal);
  }

  replacementOf(predictions: readonly Prediction[]): Replaced {
    const { reports, carried } = this.#earlier.replacementOf(predictions);
    return {
      reports: reports.map(({ contentDate, state }) => ({ contentDate, signature: state })),
      carried: carried.length,
    };
  }

  async buildReport(lesions: readonly LesionToReport[]): Promise<ReportDocument> {
    const found = lesions.map(async ({ explanation, ...lesion }) => ({
      ...lesion,
      ...(explanation && this.options.savesExplanations && { explanation }),
      ...(await this.#prepared.find(lesion.prediction)),
    }));
    const onRecord = await Promise.all(found);
    for (const { origin } of onRecord) {
      requirePatientOfStudy(origin.ct, this.#study?.patients ?? []);
    }
    return this.#reports.write(
      onRecord,
      (predictions) => this.#earlier.replacementOf(predictions),
      new Date(),
    );
  }

  async printReport(
    lesions: readonly LesionToReport[],
    { files }: ReportDocument,
  ): Promise<PrintedFile> {
    const { origin } = await this.#prepared.find(lesions[0]!.prediction);
    const { printedLesions, writeReportPdf } = await import(
      /* webpackChunkName: 'pdf' */ './reports/printedReport.js'
    );
    const report = files.at(-1);
    const { buffer: bytes } = await writeReportPdf(printedLesions(lesions), {
      study: origin.ct.studyAttributes,
      now: new Date(),
      ...(report && { reportUid: report.sopInstanceUid }),
    });
    const name = report?.name.replace(/-report\.dcm$/, '.pdf') ?? 'mutation-prediction.pdf';
    return { name, bytes };
  }

  storedSegmentations(): readonly StoredSegmentation[] {
    return this.#segmentations.stored();
  }

  async lookForReports(studyInstanceUid: string): Promise<boolean> {
    if (studyInstanceUid !== this.#study?.studyInstanceUid) return false;
    await lookForReports(this.managers.extensionManager, this.#services, studyInstanceUid);
    return true;
  }

  async readExplanation(stored: EarlierPrediction): Promise<Explanation> {
    const { readStoredExplanation } = await import(
      /* webpackChunkName: 'report-maps' */ './reports/explanationFiles.js'
    );
    const uid = stored.prediction?.lesion.trackingUid;
    const lesion = this.#segmentations.entries
      .flatMap(({ lesions }) => lesions)
      .find(({ id }) => this.trackingUidOf(id) === uid);
    return readStoredExplanation(stored, {
      managers: this.managers,
      cts: this.#study?.cts.series ?? [],
      contours: lesion && this.#segmentations.findLesion(lesion.id),
    });
  }

  readMeasurements(id: string): Promise<MeasurementReportContent> {
    return this.#measured.read(id, this.#study?.patients ?? []);
  }

  store(report: ReportDocument): Promise<void> {
    return storeReport(this.managers.extensionManager, report);
  }

  readonly #knownTrackingUid = (segmentation: SegmentationReference) =>
    this.#earlier.trackingUidOf(segmentation);

  get #services() {
    return this.managers.servicesManager.services;
  }

  get #libraries() {
    return cornerstoneUtilities(this.managers.extensionManager).getCornerstoneLibraries();
  }

  /** Points come from lesions, listed or reported: that of the nearest one. */
  #frameOfReferenceAt(pointLps: Vector3): string | undefined {
    const reported = this.#earlier.entries.flatMap(({ prediction }) =>
      prediction?.inputs.image
        ? [{ ...prediction.inputs.image, centroidLps: prediction.lesion.centroidLps }]
        : [],
    );
    const distance = ({ centroidLps }: { readonly centroidLps: Vector3 }) =>
      norm(subtract(centroidLps, pointLps));
    const [nearest] = [...this.#segmentations.lesionPlaces(), ...reported].sort(
      (a, b) => distance(a) - distance(b),
    );
    return nearest?.frameOfReferenceUid;
  }

  /** Brings the snapshot up to date with the viewer. */
  #refresh(): void {
    if (!this.#unsubscribe || !this.#isFollowed) return;
    const studyInstanceUid = activeStudyUid(this.#services, this.#study?.studyInstanceUid);
    if (!studyInstanceUid) return this.#forgetStudy();
    if (studyInstanceUid !== this.#study?.studyInstanceUid) this.#forgetStudy();

    const { extensionManager } = this.managers;
    const displaySets = this.#services.displaySetService.getActiveDisplaySets();
    const study = readStudy(studyInstanceUid, displaySets, extensionManager, this.#study);
    this.#study = study;
    const sources = segmentationSources(this.#services, study, (segmentation) =>
      seriesDrawnOn(segmentation, this.#libraries),
    );
    void this.#segmentations.refresh(sources, study.cts);
    void this.#earlier.refresh(study.displaySets, study.patients);
    this.#measured.refresh(study.displaySets);
    const { wadoRoot } = study;
    const [patient] = study.patients;
    if (patient) void this.#prior.refresh({ studyInstanceUid, patient, wadoRoot });
    this.#publish();
  }

  /** Nothing of a study stays when another is opened. */
  #forgetStudy(): void {
    this.#nodules?.leave();
    this.#segmentations.clear();
    this.#earlier.clear();
    this.#prior.clear();
    this.#measured.clear();
    this.#prepared.clear();
    // Of the first study they may have been moved before the panel was opened.
    if (this.#study) this.#hand.forget();
    this.#study = undefined;
    this.#shown.show({});
    this.#publish();
  }

  #publish(): void {
    this.#shown.refresh();
    const next = describeStudy(
      this.#study,
      this.#segmentations.entries,
      this.#earlier.entries,
      this.#prior.reports,
      displaySetsInActiveViewport(this.#services).find(isPredictionDisplaySet)?.SOPInstanceUID,
      this.#measured.entries,
      this.#nodules?.tool,
    );
    if (isSameSnapshot(next, this.#snapshot)) return;
    const isReportOpened =
      next.reportInViewport && next.reportInViewport !== this.#snapshot.reportInViewport;
    this.#snapshot = next;
    this.#listeners.forEach((listener) => listener());
    if (isReportOpened) this.#services.panelService.activatePanel(PANEL_ID, true);
  }
}

/** A report is filed by study: where its CT series are of different patients, it is of one of them. */
function requirePatientOfStudy(
  { title, studyAttributes }: ViewerCt,
  patients: readonly PatientIdentity[],
): void {
  const contradicted = new Set(
    patients.flatMap((patient) => patientContradictions(patient, studyAttributes)),
  );
  if (contradicted.size === 0) return;
  const attributes = [...contradicted].join(', ');
  throw new MutationPredictionError('other-patient.study', { ct: title, attributes });
}

function lesionGone(): MutationPredictionError {
  return new MutationPredictionError('no-segment.gone');
}
