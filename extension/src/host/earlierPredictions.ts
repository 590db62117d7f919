import type {
  Prediction,
  PredictionReport,
  SegmentationReference,
} from '@mutation-prediction/core';
import { decodePart10, isPredictionReport, readPredictionReport } from '@mutation-prediction/core';
import type { EarlierPrediction } from '../contract.js';
import { asRefusal } from './asRefusal.js';
import { textOf } from './instanceMetadata.js';
import type { DisplaySet, InstanceMetadata, Managers } from './ohif.js';
import { retrieveInstance } from './retrieveInstance.js';

interface ReadReport {
  readonly listed: EarlierPrediction;
  readonly report?: PredictionReport;
}

/** The prediction reports of the open study, newest first. A report never changes: each is read once. */
export class EarlierPredictions {
  readonly #reports = new Map<string, ReadReport>();
  #entries: readonly EarlierPrediction[] = [];
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
    const entries = [...this.#reports.values()]
      .map(({ listed }) => listed)
      .filter(({ sopInstanceUid }) => present.has(sopInstanceUid))
      .toSorted((a, b) => b.contentDate.localeCompare(a.contentDate));
    if (entries.map(uidOf).join() === this.#entries.map(uidOf).join()) return;
    this.#entries = entries;
    this.onChange();
  }

  /** The newest report on a lesion by a model: what a new run's report replaces. */
  predecessorOf({ lesion, model }: Prediction): PredictionReport | undefined {
    return this.#newest(
      ({ prediction }) =>
        prediction.lesion.trackingUid === lesion.trackingUid && prediction.model.id === model.id,
    );
  }

  /** The tracking UID that an earlier report gave to these contours. */
  trackingUidOf(segmentation: SegmentationReference): string | undefined {
    return this.#newest(({ prediction }) => isSameLesion(prediction, segmentation))?.prediction
      .lesion.trackingUid;
  }

  clear(): void {
    this.#refresh++;
    this.#reports.clear();
    this.#entries = [];
  }

  #newest(matches: (report: PredictionReport) => boolean): PredictionReport | undefined {
    for (const { sopInstanceUid } of this.#entries) {
      const report = this.#reports.get(sopInstanceUid)?.report;
      if (report && matches(report)) return report;
    }
    return undefined;
  }

  async #read(instance: InstanceMetadata): Promise<ReadReport> {
    const sopInstanceUid = instance.SOPInstanceUID;
    try {
      // The file, not the viewer's metadata: servers round numbers on their way into JSON.
      const bytes = await retrieveInstance(this.managers, instance, 'The report');
      const report = readPredictionReport(await decodePart10(bytes));
      const { prediction, contentDate } = report;
      return { listed: { sopInstanceUid, prediction, contentDate }, report };
    } catch (cause) {
      const error = asRefusal(cause, 'The report');
      return { listed: { sopInstanceUid, error, contentDate: contentDateOf(instance) } };
    }
  }
}

const uidOf = ({ sopInstanceUid }: EarlierPrediction): string => sopInstanceUid;

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
