import type { DisplaySet, Services } from './ohif.js';

/**
 * The study the user looks at: that of the active viewport. An empty viewport changes nothing, so
 * that the panel does not lose its study while a layout is being built.
 *
 * @param previous the study that was open before
 * @returns its Study Instance UID; `undefined` while the viewer holds no study
 */
export function activeStudyUid(
  services: Services,
  previous: string | undefined,
): string | undefined {
  const displaySets = services.displaySetService.getActiveDisplaySets();
  const shown = displaySetsInActiveViewport(services).find(isOfStudy);
  if (shown) return shown.StudyInstanceUID;
  if (displaySets.some(({ StudyInstanceUID }) => StudyInstanceUID === previous)) return previous;
  return displaySets.find(isOfStudy)?.StudyInstanceUID;
}

/** What was drawn in the viewer has a display set, but no study. */
const isOfStudy = ({ StudyInstanceUID }: DisplaySet) => Boolean(StudyInstanceUID);

export function displaySetsInActiveViewport(services: Services): DisplaySet[] {
  const { activeViewportId, viewports } = services.viewportGridService.getState();
  const viewport = activeViewportId ? viewports.get(activeViewportId) : undefined;
  return (viewport?.displaySetInstanceUIDs ?? []).flatMap(
    (uid) => services.displaySetService.getDisplaySetByUID(uid) ?? [],
  );
}
