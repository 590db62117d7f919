import type { DisplaySet, Services } from './viewer/ohif.js';

/**
 * The study the user looks at: that of the active viewport. An empty viewport changes nothing, so
 * that the panel does not lose its study while a layout is being built.
 *
 * @param previous the study that was open before
 * @returns its Study Instance UID; `undefined` until the viewer shows a study
 */
export function activeStudyUid(
  services: Services,
  previous: string | undefined,
): string | undefined {
  const shown = displaySetsInActiveViewport(services).find(isOfStudy);
  if (shown) return shown.StudyInstanceUID;
  const displaySets = services.displaySetService.getActiveDisplaySets();
  return displaySets.some((set) => set.StudyInstanceUID === previous) ? previous : undefined;
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
