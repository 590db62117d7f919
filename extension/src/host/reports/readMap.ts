import type { ParametricMap, VisualExplanation } from '@mutation-prediction/core';
import { MutationPredictionError, readParametricMap } from '@mutation-prediction/core';
import type { InstanceMetadata, Managers } from '../viewer/ohif.js';
import { retrieveInstance } from './retrieveInstance.js';

/** Names the object in errors. */
export const MAP_NAME = 'The map of where the network looked';

/**
 * The map that a stored report refers to, on the voxels of its CT.
 *
 * @throws `unsupported-object` where the study has it not, or it cannot be fetched; as `readParametricMap`
 */
export async function readMap(
  managers: Managers,
  explanation: VisualExplanation,
): Promise<ParametricMap> {
  const bytes = await retrieveInstance(managers, instanceOf(managers, explanation), MAP_NAME);
  return readParametricMap(bytes, MAP_NAME);
}

/** As the viewer knows it: its metadata say where it is fetched from. */
function instanceOf(
  { servicesManager }: Managers,
  { seriesInstanceUid, sopInstanceUid }: VisualExplanation,
): InstanceMetadata {
  const { displaySetService } = servicesManager.services;
  const found = (displaySetService.getDisplaySetsForSeries(seriesInstanceUid) ?? [])
    .flatMap(({ instance, instances = [] }) => [...instances, ...(instance ? [instance] : [])])
    .find(({ SOPInstanceUID }) => SOPInstanceUID === sopInstanceUid);
  if (found) return found;
  throw new MutationPredictionError('unsupported-object.not-fetched', { object: MAP_NAME });
}
