import { COMPREHENSIVE_3D_SR, isPredictionReport, newUid } from '@mutation-prediction/core';
import { PREDICTION_SR_HANDLER_ID, PREDICTION_SR_HANDLER_NAME } from '../../id.js';
import type { DisplaySet, InstanceMetadata, SopClassHandler } from '../viewer/ohif.js';

/**
 * Takes the prediction reports of a series; asked before OHIF's own SR handler, which gets all others
 * untouched. Each report is a display set of its own, shown as text: OHIF would list only the newest
 * of a series.
 */
export const predictionSrHandler: SopClassHandler = {
  name: PREDICTION_SR_HANDLER_NAME,
  sopClassUids: [COMPREHENSIVE_3D_SR],
  getDisplaySetsFromSeries: (instances) => instances.filter(isPredictionReport).map(asDisplaySet),
};

export function isPredictionDisplaySet({ SOPClassHandlerId }: DisplaySet): boolean {
  return SOPClassHandlerId === PREDICTION_SR_HANDLER_ID;
}

function asDisplaySet(instance: InstanceMetadata): DisplaySet {
  const { SeriesDescription, SeriesNumber, SeriesDate, SeriesTime } = instance;
  return {
    displaySetInstanceUID: newUid(),
    Modality: 'SR',
    StudyInstanceUID: instance.StudyInstanceUID,
    SeriesInstanceUID: instance.SeriesInstanceUID,
    SOPInstanceUID: instance.SOPInstanceUID,
    SOPClassUID: instance.SOPClassUID,
    SOPClassHandlerId: PREDICTION_SR_HANDLER_ID,
    instance,
    instances: [withoutImages(instance)],
    label: SeriesDescription,
    ...{ SeriesDescription, SeriesNumber, SeriesDate, SeriesTime },
    // What OHIF's SR viewport asks for to show a report as text.
    isImagingMeasurementReport: false,
    isDerivedDisplaySet: true,
    isLoaded: true,
    measurements: [],
    referencedImages: [],
    load: () => Promise.resolve(),
  } as DisplaySet;
}

/**
 * The report as OHIF's text viewport can show it: that prints a line of regret for every image
 * reference. Everything else, hidden properties too, stays the instance's.
 */
function withoutImages(instance: InstanceMetadata): InstanceMetadata {
  const content = textItems(instance['ContentSequence']);
  return Object.create(instance, {
    ContentSequence: { value: content, enumerable: true },
  }) as InstanceMetadata;
}

interface NaturalContentItem {
  readonly ValueType?: unknown;
  readonly ContentSequence?: unknown;
}

function textItems(sequence: unknown): NaturalContentItem[] {
  const items = Array.isArray(sequence) ? (sequence as NaturalContentItem[]) : [];
  return items
    .filter(({ ValueType }) => ValueType !== 'IMAGE')
    .map((item) =>
      item.ContentSequence ? { ...item, ContentSequence: textItems(item.ContentSequence) } : item,
    );
}
