import type { PatientIdentity } from '@mutation-prediction/core';
import {
  checkReportSignature,
  decodePart10,
  patientContradictions,
  readPredictionReport,
} from '@mutation-prediction/core';
import type { PriorPrediction, PriorRefusal, PriorReports } from '../../contract.js';
import type { Signatures } from '../../signatures.js';
import { asRefusal } from '../viewer/asRefusal.js';
import { patientOf } from '../ct/instanceMetadata.js';
import type { InstanceMetadata, Managers } from '../viewer/ohif.js';
import type { FoundReport } from './otherStudies.js';
import { findReportsOfOtherStudies } from './otherStudies.js';
import { retrieveInstance } from './retrieveInstance.js';

/** Whose other studies are wanted. */
export interface OpenPatient {
  readonly studyInstanceUid: string;
  readonly patient: PatientIdentity;
  readonly wadoRoot: string | undefined;
}

export const NO_PRIOR_REPORTS: PriorReports = { status: 'none', entries: [], refused: [] };

/** The prediction reports in the patient's other studies; searched for once per open study. */
export class PriorReportList {
  #reports: PriorReports = NO_PRIOR_REPORTS;
  #study: string | undefined;
  #search = 0;

  constructor(
    private readonly managers: Managers,
    private readonly signatures: Signatures,
    private readonly onChange: () => void,
  ) {}

  get reports(): PriorReports {
    return this.#reports;
  }

  async refresh(open: OpenPatient): Promise<void> {
    if (open.studyInstanceUid === this.#study) return;
    this.#study = open.studyInstanceUid;
    const search = ++this.#search;
    const publish = (reports: PriorReports) => {
      if (search !== this.#search) return;
      this.#reports = reports;
      this.onChange();
    };
    publish({ ...NO_PRIOR_REPORTS, status: 'searching' });
    try {
      const { patient, studyInstanceUid, wadoRoot } = open;
      const found = await findReportsOfOtherStudies(
        this.managers,
        patient,
        studyInstanceUid,
        wadoRoot,
      );
      const read: (readonly PriorPrediction[] | PriorRefusal)[] = [];
      for (const report of found) {
        if (search !== this.#search) return;
        read.push(await this.#read(report, patient));
      }
      const entries = read
        .flatMap((result) => (typeof result === 'string' ? [] : result))
        .toSorted((a, b) => dateOf(b).localeCompare(dateOf(a)));
      const refused = read.filter((result) => typeof result === 'string');
      publish({ status: 'ready', entries, refused });
    } catch (cause) {
      const error = asRefusal(cause, 'The list of the patient’s other studies');
      publish({ ...NO_PRIOR_REPORTS, status: 'failed', error });
    }
  }

  clear(): void {
    this.#search++;
    this.#study = undefined;
    this.#reports = NO_PRIOR_REPORTS;
  }

  /** The file decides whose report it is, not the index that found it. */
  async #read(
    { instance, studyDate }: FoundReport,
    patient: PatientIdentity,
  ): Promise<readonly PriorPrediction[] | PriorRefusal> {
    const { SOPInstanceUID: id, StudyInstanceUID: studyInstanceUid } = instance;
    try {
      const bytes = await retrieveInstance(this.managers, instance, 'The report');
      const dataset = (await decodePart10(bytes)) as InstanceMetadata;
      const whose = patientOf(dataset);
      // Found by an ID, which an archive's index may have from elsewhere: the file must bear it.
      const [contradiction] = whose.PatientID
        ? patientContradictions(patient, whose)
        : (['PatientID'] as const);
      if (contradiction) return contradiction;
      const report = readPredictionReport(dataset);
      const { trusted, verify } = this.signatures;
      const signature = await checkReportSignature(report, trusted, verify);
      if (signature.kind === 'tampered') return 'tampered';
      const { lesions, contentDate, origin } = report;
      return lesions.map(({ prediction, measurements }, n) => ({
        id: n === 0 ? id : `${id}#${n + 1}`,
        prediction,
        measurements,
        origin,
        signature,
        contentDate,
        studyInstanceUid,
        studyDate: isoDate(studyDate) ?? contentDate.slice(0, 10),
      }));
    } catch (cause) {
      asRefusal(cause, 'The report');
      return 'unreadable';
    }
  }
}

const dateOf = ({ studyDate, contentDate }: PriorPrediction) => `${studyDate} ${contentDate}`;

function isoDate(date: string | undefined): string | undefined {
  const parts = /^(\d{4})(\d{2})(\d{2})$/.exec(date ?? '');
  return parts ? parts.slice(1).join('-') : undefined;
}
