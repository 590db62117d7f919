import type { DisplaySet, Services } from './ohif.js';

/**
 * The study the user looks at: that of the active viewport. An empty viewport changes nothing, so
 * that the panel does not lose its study while a layout is being built.
 *
 * @param previous the study that was open before
 * @returns its Study Instance UID; `undefined` while the viewer holds no study
 */
export function activeStudyUid(services: Services, previous: string | undefined) {
  const displaySets = services.displaySetService.getActiveDisplaySets();
  const shown = displaySetsInActiveViewport(services)[0];
  if (shown) return shown.StudyInstanceUID;
  if (displaySets.some(({ StudyInstanceUID }) => StudyInstanceUID === previous)) return previous;
  return displaySets[0]?.StudyInstanceUID;
}

export function displaySetsInActiveViewport(services: Services): DisplaySet[] {
  const { activeViewportId, viewports } = services.viewportGridService.getState();
  const viewport = activeViewportId ? viewports.get(activeViewportId) : undefined;
  return (viewport?.displaySetInstanceUIDs ?? []).flatMap(
    (uid) => services.displaySetService.getDisplaySetByUID(uid) ?? [],
  );
}
