import {
  collectPatientIdentity,
  isPersonName,
  joinPersonName,
  patientContradictions,
  type PatientAttribute,
  type PatientIdentity,
} from '@mutation-prediction/core';
import type { DicomJson } from './dicomJson.js';

/** What the index keeps of one SOP instance: where it lies, and its own query attributes. */
export interface InstanceEntry {
  readonly file: string;
  readonly transferSyntaxUid: string;
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
  readonly attributes: DicomJson;
}

export interface SeriesEntry {
  readonly seriesInstanceUid: string;
  readonly attributes: DicomJson;
  readonly instances: Map<string, InstanceEntry>;
}

export interface StudyEntry {
  readonly studyInstanceUid: string;
  readonly attributes: DicomJson;
  readonly series: Map<string, SeriesEntry>;
  /** Whose its instances are, each different statement once. */
  readonly patients: Map<string, PatientIdentity>;
}

const PATIENT_TAGS: Readonly<Record<PatientAttribute, string>> = {
  PatientName: '00100010',
  PatientID: '00100020',
  IssuerOfPatientID: '00100021',
  PatientBirthDate: '00100030',
  PatientSex: '00100040',
};

/** Attributes answered to a query of each level (PS3.18 §10.6.3.3 and a few that viewers show). */
const STUDY_TAGS = [
  '00080020', // Study Date
  '00080030', // Study Time
  '00080050', // Accession Number
  '00080090', // Referring Physician's Name
  '00080201', // Timezone Offset From UTC
  '00081030', // Study Description
  '00100010', // Patient's Name
  '00100020', // Patient ID
  '00100030', // Patient's Birth Date
  '00100040', // Patient's Sex
  '00101010', // Patient's Age
  '0020000D', // Study Instance UID
  '00200010', // Study ID
];
const SERIES_TAGS = [
  '00080021', // Series Date
  '00080031', // Series Time
  '00080060', // Modality
  '00080070', // Manufacturer
  '0008103E', // Series Description
  '00180015', // Body Part Examined
  '0020000E', // Series Instance UID
  '00200011', // Series Number
  '00400244', // Performed Procedure Step Start Date
  '00400245', // Performed Procedure Step Start Time
  '00400275', // Request Attributes Sequence
];
const INSTANCE_TAGS = [
  '00080016', // SOP Class UID
  '00080018', // SOP Instance UID
  '00200013', // Instance Number
  '00280008', // Number of Frames
  '00280010', // Rows
  '00280011', // Columns
  '00280100', // Bits Allocated
];

/** The studies, series and instances of a folder, in memory, without pixels. */
export class StudyIndex {
  private readonly studiesByUid = new Map<string, StudyEntry>();
  private readonly instancesByUid = new Map<string, InstanceEntry>();

  get studies(): readonly StudyEntry[] {
    return [...this.studiesByUid.values()];
  }

  study(studyUid: string): StudyEntry | undefined {
    return this.studiesByUid.get(studyUid);
  }

  /** By SOP Instance UID alone, which is unique in the world. */
  instance(sopInstanceUid: string): InstanceEntry | undefined {
    return this.instancesByUid.get(sopInstanceUid);
  }

  /** Takes an instance away, and its series and study where they hold no other. */
  remove(sopInstanceUid: string): void {
    this.instancesByUid.delete(sopInstanceUid);
    for (const study of this.studies) {
      for (const series of study.series.values()) {
        series.instances.delete(sopInstanceUid);
        if (series.instances.size === 0) study.series.delete(series.seriesInstanceUid);
      }
      if (study.series.size === 0) this.studiesByUid.delete(study.studyInstanceUid);
    }
  }

  /** In what an instance contradicts those of its study as to whose it is; nothing in a new study. */
  contradictionsWithStudy(header: DicomJson): PatientAttribute[] {
    const [studyUid = ''] = identify(header);
    const patient = patientOf(header);
    const known = [...(this.studiesByUid.get(studyUid)?.patients.values() ?? [])];
    const found = new Set(known.flatMap((other) => patientContradictions(other, patient)));
    return [...found];
  }

  /**
   * @param header all attributes of the file
   * @returns whether it is now listed: not so when it lacks a UID of its hierarchy or when its SOP
   *   Instance UID is listed already
   */
  add(header: DicomJson, file: string, transferSyntaxUid: string): boolean {
    const [studyUid, seriesUid, sopClassUid, sopInstanceUid] = identify(header);
    if (!studyUid || !seriesUid || !sopClassUid || !sopInstanceUid) return false;
    if (this.instancesByUid.has(sopInstanceUid)) return false;

    const study = getOrInsert(this.studiesByUid, studyUid, () => ({
      studyInstanceUid: studyUid,
      attributes: pick(header, STUDY_TAGS),
      series: new Map<string, SeriesEntry>(),
      patients: new Map<string, PatientIdentity>(),
    }));
    const patient = patientOf(header);
    study.patients.set(JSON.stringify(patient), patient);
    const series = getOrInsert(study.series, seriesUid, () => ({
      seriesInstanceUid: seriesUid,
      attributes: pick(header, SERIES_TAGS),
      instances: new Map<string, InstanceEntry>(),
    }));
    const attributes = pick(header, INSTANCE_TAGS);
    const instance = { file, transferSyntaxUid, sopClassUid, sopInstanceUid, attributes };
    series.instances.set(sopInstanceUid, instance);
    this.instancesByUid.set(sopInstanceUid, instance);
    return true;
  }
}

/** Study, series, SOP class and SOP instance UID; undefined where absent. */
export function identify(header: DicomJson): (string | undefined)[] {
  return ['0020000D', '0020000E', '00080016', '00080018'].map((tag) => {
    const value = header[tag]?.Value?.[0];
    return typeof value === 'string' ? value : undefined;
  });
}

function patientOf(header: DicomJson): PatientIdentity {
  return collectPatientIdentity((attribute) => {
    const value: unknown = header[PATIENT_TAGS[attribute]]?.Value?.[0];
    if (isPersonName(value)) return joinPersonName(value);
    return typeof value === 'string' ? value : undefined;
  });
}

function pick(header: DicomJson, tags: readonly string[]): DicomJson {
  return Object.fromEntries(tags.flatMap((tag) => (header[tag] ? [[tag, header[tag]]] : [])));
}

function getOrInsert<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
