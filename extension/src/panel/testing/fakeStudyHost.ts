import type {
  ClinicalInputs,
  FeatureInput,
  FeatureParameters,
  MeasurementReportContent,
  Prediction,
  PredictionRequest,
  RadiomicMeasurement,
  Vector3,
} from '@mutation-prediction/core';
import { throwIfCancelled } from '@mutation-prediction/core';
import type {
  CtChoice,
  EarlierPrediction,
  Explanation,
  LesionToReport,
  PrintedFile,
  Replaced,
  ReplacedReport,
  ReportDocument,
  ShownInImages,
  StoredSegmentation,
  StudyHost,
  StudySnapshot,
} from '../../contract.js';
import { lesionVoxels, predictionRequest } from './fixtures.js';

/** A study whose snapshot is set by hand, and that remembers what it was asked to do. */
export class FakeStudyHost implements StudyHost {
  readonly jumps: Vector3[] = [];
  /** Where its images were opened. */
  readonly openedAt: Vector3[] = [];
  /** What lies over the images. */
  shown: ShownInImages = {};
  readonly chosenCts: [string, CtChoice][] = [];
  readonly prepared: { lesionId: string; clinical: ClinicalInputs }[] = [];
  readonly stored: ReportDocument[] = [];
  /** Of each lesion that has one. */
  readonly trackingUids = new Map<string, string>();
  toolsOpened = 0;
  /** What of the listed segmentations is in the archive. */
  storedContours: readonly StoredSegmentation[] = [];
  looksForReports = 0;
  /** Of the study that a job was of. */
  isStudyOpen = true;
  readonly noduleCalls: string[] = [];
  /** Asked of whoever leaves the study now. */
  leavingQuestion: string | undefined;
  reportsBuilt = 0;
  /** What the next report replaces. */
  replaced: ReplacedReport | undefined;
  /** How many other lesions it takes over from that. */
  carried = 0;
  /** What each report was built of. */
  readonly reported: Prediction[] = [];
  readonly reportedMeasurements: (readonly RadiomicMeasurement[])[] = [];
  /** Thrown by the next calls of `store`, one each; then storing succeeds. */
  storeErrors: Error[] = [];
  /** What its reports of other makers say, by id. */
  readonly measurements = new Map<string, MeasurementReportContent | Error>();
  /** What each PDF was made of. */
  readonly printed: (readonly LesionToReport[])[] = [];
  /** Thrown by `printReport`. */
  printError: Error | undefined;
  /** Stored maps, by UID of the prediction. */
  readonly explanations = new Map<string, Explanation | Error>();
  readonly #listeners = new Set<() => void>();

  constructor(private snapshot: StudySnapshot) {}

  /** The viewer changed: replaces parts of the snapshot and tells everybody. */
  change(parts: Partial<StudySnapshot>): void {
    this.snapshot = { ...this.snapshot, ...parts };
    this.#listeners.forEach((listener) => listener());
  }

  get listenerCount(): number {
    return this.#listeners.size;
  }

  getSnapshot(): StudySnapshot {
    return this.snapshot;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  jumpTo(pointLps: Vector3): void {
    this.jumps.push(pointLps);
  }

  openAt(pointLps: Vector3): void {
    this.openedAt.push(pointLps);
  }

  showInImages(shown: ShownInImages): void {
    this.shown = shown;
  }

  chooseCt(segmentationId: string, ct: CtChoice): void {
    this.chosenCts.push([segmentationId, ct]);
  }

  trackingUidOf(lesionId: string): string | undefined {
    return this.trackingUids.get(lesionId);
  }

  trackAs(lesionId: string, trackingUid: string): void {
    this.trackingUids.set(lesionId, trackingUid);
  }

  askBeforeLeaving(question: (() => string) | undefined): void {
    this.leavingQuestion = question?.();
  }

  openSegmentationTools(): void {
    this.toolsOpened++;
  }

  startNodule(): void {
    this.noduleCalls.push('start');
  }

  leaveNodule(): void {
    this.noduleCalls.push('leave');
  }

  segmentAtMiddle(): void {
    this.noduleCalls.push('middle');
  }

  resizeNodule(size: number): void {
    this.noduleCalls.push(`resize ${size}`);
  }

  undoNodule(): void {
    this.noduleCalls.push('undo');
  }

  async prepare(
    lesionId: string,
    _manifest: unknown,
    clinical: ClinicalInputs,
    signal: AbortSignal,
  ): Promise<PredictionRequest> {
    await Promise.resolve();
    throwIfCancelled(signal);
    this.prepared.push({ lesionId, clinical });
    const request = predictionRequest();
    const { label = request.lesion.label } = this.#lesion(lesionId) ?? {};
    const trackingUid = this.trackingUidOf(lesionId) ?? request.lesion.trackingUid;
    return { ...request, clinical, lesion: { ...request.lesion, label, trackingUid } };
  }

  #lesion(lesionId: string) {
    const lesions = this.snapshot.segmentations.flatMap(({ lesions }) => lesions);
    return lesions.find(({ id }) => id === lesionId);
  }

  async readForFeatures(
    _lesionId: string,
    parameters: FeatureParameters,
    signal: AbortSignal,
  ): Promise<FeatureInput> {
    await Promise.resolve();
    throwIfCancelled(signal);
    return { ...lesionVoxels(), parameters };
  }

  replacementOf(): Replaced {
    return { reports: this.replaced ? [this.replaced] : [], carried: this.carried };
  }

  async readExplanation({ prediction }: EarlierPrediction): Promise<Explanation> {
    await Promise.resolve();
    const explanation = this.explanations.get(prediction?.uid ?? '');
    if (!explanation || explanation instanceof Error) throw explanation ?? new Error('no maps');
    return explanation;
  }

  async readMeasurements(id: string): Promise<MeasurementReportContent> {
    await Promise.resolve();
    const content = this.measurements.get(id);
    if (!content || content instanceof Error) throw content ?? new Error(`no report ${id}`);
    return content;
  }

  async buildReport(lesions: readonly LesionToReport[]): Promise<ReportDocument> {
    await Promise.resolve();
    this.reported.push(...lesions.map(({ prediction }) => prediction));
    this.reportedMeasurements.push(...lesions.map(({ measurements }) => measurements));
    this.reportsBuilt++;
    const sopInstanceUid = `${lesions[0]!.prediction.uid}.1`;
    const file = { name: 'prediction.dcm', bytes: new ArrayBuffer(8), sopInstanceUid };
    return {
      replaces: this.replaced ? [this.replaced.contentDate] : [],
      carried: this.carried,
      files: [{ ...file, studyInstanceUid: '1', seriesInstanceUid: '1.1' }],
    };
  }

  async printReport(lesions: readonly LesionToReport[]): Promise<PrintedFile> {
    await Promise.resolve();
    if (this.printError) throw this.printError;
    this.printed.push(lesions);
    return { name: 'prediction.pdf', bytes: new ArrayBuffer(16) };
  }

  storedSegmentations(): readonly StoredSegmentation[] {
    return this.storedContours;
  }

  async lookForReports(): Promise<boolean> {
    await Promise.resolve();
    this.looksForReports++;
    return this.isStudyOpen;
  }

  async store(report: ReportDocument): Promise<void> {
    await Promise.resolve();
    const error = this.storeErrors.shift();
    if (error) throw error;
    this.stored.push(report);
  }
}
