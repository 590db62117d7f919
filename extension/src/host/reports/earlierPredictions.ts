import type {
  Prediction,
  PredictionReport,
  SegmentationReference,
} from '@mutation-prediction/core';
import { decodePart10, isPredictionReport, readPredictionReport } from '@mutation-prediction/core';
import type { EarlierPrediction } from '../../contract.js';
import { asRefusal } from '../viewer/asRefusal.js';
import { textOf } from '../ct/instanceMetadata.js';
import type { DisplaySet, InstanceMetadata, Managers } from '../viewer/ohif.js';
import { retrieveInstance } from './retrieveInstance.js';

interface ReadReport {
  readonly sopInstanceUid: string;
  /** One per lesion; where the report cannot be read, one that says why. */
  readonly listed: readonly EarlierPrediction[];
  readonly report?: PredictionReport;
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
    private readonly onChange: () => void,
  ) {}

  get entries(): readonly EarlierPrediction[] {
    return this.#entries;
  }

  /** Lists the reports among the display sets of a study. A later call takes over. */
  async refresh(displaySets: readonly DisplaySet[]): Promise<void> {
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
      .toSorted((a, b) => dateOf(b).localeCompare(dateOf(a)));
    if (reports.map(uidOf).join() === this.#present.map(uidOf).join()) return;
    this.#present = reports;
    this.#entries = reports.flatMap(({ listed }) => listed);
    this.onChange();
  }

  /** The newest report on a lesion by a model: what a new run's report replaces. */
  predecessorOf({ lesion, model }: Prediction): PredictionReport | undefined {
    return this.#newest(
      (earlier) =>
        earlier.lesion.trackingUid === lesion.trackingUid && earlier.model.id === model.id,
    )?.report;
  }

  /** The tracking UID that an earlier report gave to these contours. */
  trackingUidOf(segmentation: SegmentationReference): string | undefined {
    return this.#newest((earlier) => isSameLesion(earlier, segmentation))?.prediction.lesion
      .trackingUid;
  }

  clear(): void {
    this.#refresh++;
    this.#reports.clear();
    this.#present = [];
    this.#entries = [];
  }

  #newest(matches: (earlier: Prediction) => boolean) {
    for (const { report } of this.#present) {
      const prediction = report?.predictions.find(matches);
      if (report && prediction) return { report, prediction };
    }
    return undefined;
  }

  async #read(instance: InstanceMetadata): Promise<ReadReport> {
    const sopInstanceUid = instance.SOPInstanceUID;
    try {
      // The file, not the viewer's metadata: servers round numbers on their way into JSON.
      const bytes = await retrieveInstance(this.managers, instance, 'The report');
      const report = readPredictionReport(await decodePart10(bytes));
      const { lesions, contentDate } = report;
      const listed = lesions.map(({ prediction, measurements }, n) => ({
        id: n === 0 ? sopInstanceUid : `${sopInstanceUid}#${n + 1}`,
        prediction,
        measurements,
        contentDate,
      }));
      return { sopInstanceUid, listed, report };
    } catch (cause) {
      const error = asRefusal(cause, 'The report');
      const entry = { id: sopInstanceUid, error, contentDate: contentDateOf(instance) };
      return { sopInstanceUid, listed: [entry] };
    }
  }
}

const uidOf = ({ sopInstanceUid }: ReadReport): string => sopInstanceUid;
const dateOf = ({ listed }: ReadReport): string => listed[0]?.contentDate ?? '';

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
