import type { SegmentationParser } from '../../parsing/segmentationParser.js';
import type { DisplaySet, InstanceMetadata, Managers } from '../viewer/ohif.js';
import type { ViewerSegmentation } from './openSegmentation.js';
import { retrieveInstance } from '../reports/retrieveInstance.js';

export type SegmentationObjectKind = 'SEG' | 'RTSTRUCT';

export type SegmentationDisplaySet = DisplaySet & {
  readonly Modality: SegmentationObjectKind;
  readonly instance: InstanceMetadata;
};

/**
 * The SEG or RTSTRUCT objects of a display set: none of one that OHIF made of what was drawn in it,
 * several of a series that OHIF cannot show, for instance because its SEGs name no CT series.
 */
export function segmentationObjectsOf(displaySet: DisplaySet): SegmentationDisplaySet[] {
  const { Modality, instance, instances = [], unsupported } = displaySet;
  if (Modality !== 'SEG' && Modality !== 'RTSTRUCT') return [];
  if (instance) return [{ ...displaySet, Modality, instance }];
  if (!unsupported) return [];
  return instances.map((instance) => ({
    ...displaySet,
    displaySetInstanceUID: `${displaySet.displaySetInstanceUID}/${instance.SOPInstanceUID}`,
    Modality,
    instance,
  }));
}

/** E.g. `SEG "GTV-1", series 1000`. */
export function segmentationTitle({ Modality, SeriesDescription, SeriesNumber }: DisplaySet) {
  const description = SeriesDescription ? ` "${SeriesDescription}"` : '';
  return `${Modality}${description}, series ${SeriesNumber ?? 'without number'}`;
}

/**
 * SEG and RTSTRUCT read from their bytes, hydrated in the viewer or not, by the reader of the
 * command line. A DICOM object never changes, so each is fetched once.
 */
export class SegmentationObjects {
  readonly #opened = new Map<string, Promise<ViewerSegmentation>>();

  constructor(
    private readonly managers: Managers,
    private readonly parser: SegmentationParser,
  ) {}

  /** @throws MutationPredictionError when it cannot be fetched or read; asking again tries again */
  async open(displaySet: SegmentationDisplaySet): Promise<ViewerSegmentation> {
    const { instance } = displaySet;
    const title = segmentationTitle(displaySet);
    const known = this.#opened.get(instance.SOPInstanceUID);
    if (known) return known;

    const opening = this.#read(instance, title);
    this.#opened.set(instance.SOPInstanceUID, opening);
    try {
      return await opening;
    } catch (error) {
      this.#opened.delete(instance.SOPInstanceUID);
      throw error;
    }
  }

  async #read(instance: InstanceMetadata, title: string): Promise<ViewerSegmentation> {
    const bytes = await retrieveInstance(this.managers, instance, title);
    const { content, mask } = await this.parser.open(instance.SOPInstanceUID, bytes, title);
    return {
      kind: content.kind,
      source: title,
      object: content,
      reference: { name: title, references: content },
      patient: content.patient,
      segments: content.segments,
      maskOn: ({ grid, identity }, segmentNumber) =>
        mask(segmentNumber, { grid, frameOfReferenceUid: identity.frameOfReferenceUid }),
    };
  }

  /** Forgets another study's objects; they hold their files. */
  clear(): void {
    this.#opened.clear();
    this.parser.clear();
  }
}
