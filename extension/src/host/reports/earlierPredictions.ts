import type {
  PatientIdentity,
  Prediction,
  PredictionReport,
  Replacement,
  SignatureState,
  SegmentationReference,
} from '@mutation-prediction/core';
import {
  checkReportSignature,
  decodePart10,
  isPredictionReport,
  MutationPredictionError,
  patientContradictions,
  readPredictionReport,
  replacementOf,
} from '@mutation-prediction/core';
import type { EarlierPrediction } from '../../contract.js';
import type { Signatures } from '../../signatures.js';
import { asRefusal } from '../viewer/asRefusal.js';
import { textOf } from '../ct/instanceMetadata.js';
import type { DisplaySet, InstanceMetadata, Managers } from '../viewer/ohif.js';
import { retrieveInstance } from './retrieveInstance.js';

interface ReadReport {
  readonly sopInstanceUid: string;
  /** One per lesion; where the report cannot be read, one that says why. */
  readonly listed: readonly EarlierPrediction[];
  readonly report?: CheckedReport;
}

/** A report, and what its signature says. */
export interface CheckedReport extends PredictionReport {
  readonly state: SignatureState;
}

/** The prediction reports of the open study, newest first. A report never changes: each is read once. */
export class EarlierPredictions {
  readonly #reports = new Map<string, ReadReport>();
  #entries: readonly EarlierPrediction[] = [];
  /** Of the open study, newest first. */
  #present: readonly ReadReport[] = [];
  #refresh = 0;

  constructor(
    private readonly managers: Managers,
    private readonly signatures: Signatures,
    private readonly onChange: () => void,
  ) {}

  get entries(): readonly EarlierPrediction[] {
    return this.#entries;
  }

  /**
   * Lists the reports among the display sets of a study; of one that contradicts its CT as to the
   * patient, only that. A later call takes over.
   *
   * @param patients whose the CT series of the study are
   */
  async refresh(
    displaySets: readonly DisplaySet[],
    patients: readonly PatientIdentity[],
  ): Promise<void> {
    const refresh = ++this.#refresh;
    const instances = displaySets
      .filter(({ Modality }) => Modality === 'SR')
      .flatMap(({ instances = [] }) => instances)
      .filter(isPredictionReport);
    for (const instance of instances) {
      if (this.#reports.has(instance.SOPInstanceUID)) continue;
      const report = await this.#read(instance);
      if (refresh !== this.#refresh) return;
      this.#reports.set(instance.SOPInstanceUID, report);
    }

    const present = new Set(instances.map(({ SOPInstanceUID }) => SOPInstanceUID));
    const reports = [...this.#reports.values()]
      .filter(({ sopInstanceUid }) => present.has(sopInstanceUid))
      .map((read) => withoutOtherPatient(read, patients))
      .toSorted((a, b) => dateOf(b).localeCompare(dateOf(a)));
    if (reports.map(stateOf).join() === this.#present.map(stateOf).join()) return;
    this.#present = reports;
    this.#entries = reports.flatMap(({ listed }) => listed);
    this.onChange();
  }

  /** What a report on these predictions replaces, and what else of it that has to say. */
  replacementOf(predictions: readonly Prediction[]): Replacement<CheckedReport> {
    return replacementOf(predictions, this.#reportsPresent(), new Date());
  }

  /** The tracking UID that an earlier report of ours gave to these contours. */
  trackingUidOf(segmentation: SegmentationReference): string | undefined {
    return this.#reportsPresent()
      .filter(({ origin }) => origin.system === 'own')
      .flatMap(({ predictions }) => predictions)
      .find((earlier) => isSameLesion(earlier, segmentation))?.lesion.trackingUid;
  }

  clear(): void {
    this.#refresh++;
    this.#reports.clear();
    this.#present = [];
    this.#entries = [];
  }

  /** Newest first. */
  #reportsPresent(): CheckedReport[] {
    return this.#present.flatMap(({ report }) => report ?? []);
  }

  async #read(instance: InstanceMetadata): Promise<ReadReport> {
    const sopInstanceUid = instance.SOPInstanceUID;
    try {
      // The file, not the viewer's metadata: servers round numbers on their way into JSON.
      const bytes = await retrieveInstance(this.managers, instance, 'The report');
      const report = readPredictionReport(await decodePart10(bytes));
      const { trusted, verify } = this.signatures;
      const signature = await checkReportSignature(report, trusted, verify);
      if (signature.kind === 'tampered') {
        throw new MutationPredictionError('signature-invalid.report', { report: sopInstanceUid });
      }
      const { lesions, contentDate, origin } = report;
      const listed = lesions.map(({ prediction, measurements, visualExplanations }, n) => ({
        id: n === 0 ? sopInstanceUid : `${sopInstanceUid}#${n + 1}`,
        prediction,
        measurements,
        visualExplanations,
        origin,
        signature,
        contentDate,
      }));
      return { sopInstanceUid, listed, report: { ...report, state: signature } };
    } catch (cause) {
      const error = asRefusal(cause, 'The report');
      const entry = { id: sopInstanceUid, error, contentDate: contentDateOf(instance) };
      return { sopInstanceUid, listed: [entry] };
    }
  }
}

/** Differs where something else is to be listed. */
const stateOf = ({ sopInstanceUid, report }: ReadReport): string =>
  `${sopInstanceUid} ${report ? 'read' : 'refused'}`;
const dateOf = ({ listed }: ReadReport): string => listed[0]?.contentDate ?? '';

/** What a report that contradicts the CT says of a patient is not shown, nor built on. */
function withoutOtherPatient(read: ReadReport, patients: readonly PatientIdentity[]): ReadReport {
  const { sopInstanceUid, report } = read;
  if (!report) return read;
  const contradicted = new Set(
    patients.flatMap((patient) => patientContradictions(patient, report.patient)),
  );
  if (contradicted.size === 0) return read;
  const attributes = [...contradicted].join(', ');
  const error = new MutationPredictionError('other-patient.report', { attributes });
  return {
    sopInstanceUid,
    listed: [{ id: sopInstanceUid, error, contentDate: report.contentDate }],
  };
}

function isSameLesion({ inputs }: Prediction, segmentation: SegmentationReference): boolean {
  const earlier = inputs.segmentation;
  return (
    earlier.sopInstanceUid !== undefined &&
    earlier.sopInstanceUid === segmentation.sopInstanceUid &&
    earlier.segmentNumber === segmentation.segmentNumber &&
    earlier.component === segmentation.component
  );
}

/** ISO date of a report that cannot be read; empty when even that is missing. */
function contentDateOf(instance: InstanceMetadata): string {
  const date = textOf(instance, 'ContentDate') ?? '';
  return date.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');
}
