import type { MeasurementReportContent, PatientIdentity } from '@mutation-prediction/core';
import { isForeignMeasurementReport, MutationPredictionError } from '@mutation-prediction/core';
import type { MeasurementReport } from '../../contract.js';
import { textOf } from '../ct/instanceMetadata.js';
import { asRefusal } from '../viewer/asRefusal.js';
import type { DisplaySet, InstanceMetadata, Managers } from '../viewer/ohif.js';
import { retrieveInstance } from './retrieveInstance.js';

/** Names the object in errors. */
const NAME = 'The report';

interface Listed {
  readonly instance: InstanceMetadata;
  readonly entry: MeasurementReport;
}

/** The reports of the open study in which others measured regions. A report never changes: each is looked at once. */
export class MeasurementReports {
  /** By SOP Instance UID; of an SR that is none, nothing. */
  readonly #looked = new Map<string, Listed | undefined>();
  #entries: readonly MeasurementReport[] = [];

  constructor(private readonly managers: Managers) {}

  /** Newest first; the same array until another report comes or goes. */
  get entries(): readonly MeasurementReport[] {
    return this.#entries;
  }

  refresh(displaySets: readonly DisplaySet[]): void {
    const instances = displaySets
      .filter(({ Modality }) => Modality === 'SR')
      .flatMap(({ instance, instances = [] }) => (instance ? [instance, ...instances] : instances));
    const unique = new Map(instances.map((instance) => [instance.SOPInstanceUID, instance]));
    const entries = [...unique.values()]
      .flatMap((instance) => this.#look(instance)?.entry ?? [])
      .toSorted((a, b) => b.contentDate.localeCompare(a.contentDate));
    const isSame = (entry: MeasurementReport, n: number) => entry === this.#entries[n];
    if (entries.length === this.#entries.length && entries.every(isSame)) return;
    this.#entries = entries;
  }

  /**
   * @param patients whose the CT series of the study are
   * @throws `unsupported-object` where it cannot be fetched or holds nothing, `other-patient`
   */
  async read(id: string, patients: readonly PatientIdentity[]): Promise<MeasurementReportContent> {
    const listed = this.#looked.get(id);
    if (!listed)
      throw new MutationPredictionError('unsupported-object.not-fetched', { object: NAME });
    try {
      // The file, not the viewer's metadata: servers round numbers on their way into JSON.
      const bytes = await retrieveInstance(this.managers, listed.instance, NAME);
      const { measurementsOfPatient } = await import(
        /* webpackChunkName: 'measurements' */ './measurementsOfPatient.js'
      );
      return await measurementsOfPatient(bytes, patients);
    } catch (cause) {
      throw asRefusal(cause, NAME);
    }
  }

  clear(): void {
    this.#looked.clear();
    this.#entries = [];
  }

  #look(instance: InstanceMetadata): Listed | undefined {
    const uid = instance.SOPInstanceUID;
    if (!this.#looked.has(uid)) this.#looked.set(uid, listedOf(instance));
    return this.#looked.get(uid);
  }
}

function listedOf(instance: InstanceMetadata): Listed | undefined {
  if (!isForeignMeasurementReport(instance)) return undefined;
  const date = textOf(instance, 'ContentDate') ?? '';
  const seriesDescription = textOf(instance, 'SeriesDescription');
  const manufacturer = textOf(instance, 'Manufacturer');
  return {
    instance,
    entry: {
      id: instance.SOPInstanceUID,
      contentDate: date.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3'),
      ...(manufacturer && { manufacturer }),
      ...(seriesDescription && { seriesDescription }),
    },
  };
}
