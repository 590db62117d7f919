import type { Acquisition } from '@mutation-prediction/core';
import { ctAcquisition } from '@mutation-prediction/core';
import type { InstanceMetadata } from '../viewer/ohif.js';
import type { Metadata } from './instanceMetadata.js';
import { itemOf, numberOf, textOf } from './instanceMetadata.js';

/** How a CT was made; enhanced images say it in functional groups and codes, as core reads them from files. */
export function readAcquisition(instance: InstanceMetadata): Acquisition {
  const groups = ['SharedFunctionalGroupsSequence', 'PerFrameFunctionalGroupsSequence']
    .map((sequence) => itemOf(instance, sequence))
    .filter((group) => group !== undefined);
  const inGroups = (read: (group: Metadata) => Metadata | undefined) =>
    groups.map((group) => read(group)).find((found) => found !== undefined) ?? {};

  const measures = inGroups((group) => itemOf(group, 'PixelMeasuresSequence'));
  const region = inGroups((group) =>
    itemOf(itemOf(group, 'FrameAnatomySequence'), 'AnatomicRegionSequence'),
  );
  const agent = itemOf(instance, 'ContrastBolusAgentSequence') ?? {};
  return ctAcquisition({
    isPhantom: textOf(instance, 'QualityControlSubject') === 'YES',
    bodyPartExamined: textOf(instance, 'BodyPartExamined') ?? textOf(region, 'CodeMeaning'),
    sliceThicknessMm: numberOf(instance, 'SliceThickness') ?? numberOf(measures, 'SliceThickness'),
    contrastBolusAgent: textOf(instance, 'ContrastBolusAgent') ?? textOf(agent, 'CodeMeaning'),
    seriesDescription: textOf(instance, 'SeriesDescription'),
  });
}
