import { MutationPredictionError } from '@mutation-prediction/core';
import { cornerstoneUtilities } from '../viewer/cornerstone.js';
import type { InstanceMetadata, Managers } from '../viewer/ohif.js';

/**
 * The Part 10 file of an instance, fetched the way the viewer fetches it (WADO-RS, WADO-URI or a
 * local file) and with the user's own authorisation.
 *
 * @param name names the object in errors, e.g. `SEG "GTV-1"`
 * @throws `unsupported-object` when it cannot be fetched
 */
export async function retrieveInstance(
  { extensionManager, servicesManager }: Managers,
  instance: InstanceMetadata,
  name: string,
): Promise<Uint8Array> {
  const { dicomLoaderService } = cornerstoneUtilities(extensionManager);
  const headers = servicesManager.services.userAuthenticationService.getAuthorizationHeader();
  const { StudyInstanceUID, SeriesInstanceUID, SOPInstanceUID, wadoRoot } = instance;
  // An object of our own: the loader writes the user's token into what it is given.
  const source = { StudyInstanceUID, SeriesInstanceUID, SOPInstanceUID, wadoRoot, instance };
  try {
    const bytes = await dicomLoaderService.findDicomDataPromise(source, null, headers);
    return bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes);
  } catch (cause) {
    const status = httpStatus(cause);
    throw status === undefined
      ? new MutationPredictionError('unsupported-object.not-fetched', { object: name }, { cause })
      : new MutationPredictionError(
          'unsupported-object.not-fetched-status',
          { object: name, status },
          { cause },
        );
  }
}

function httpStatus(cause: unknown): number | undefined {
  const status = typeof cause === 'object' && cause && 'status' in cause ? cause.status : undefined;
  return typeof status === 'number' && status > 0 ? status : undefined;
}
