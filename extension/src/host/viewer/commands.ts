import type { Vector3 } from '@mutation-prediction/core';
import type { PanelCommands, StudyHost } from '../../contract.js';
import { PANEL_ID } from '../../id.js';
import { focusPanel } from './focusPanel.js';
import type { Managers } from './ohif.js';

/**
 * Commands for hotkeys, toolbar buttons and other extensions. What the panel does, it does in sight.
 *
 * @param panel asked for when the first command is given
 */
export function createCommandsModule(
  { servicesManager }: Managers,
  studyHost: StudyHost,
  panel: () => PanelCommands,
) {
  const open = () => servicesManager.services.panelService.activatePanel(PANEL_ID, true);
  const inSight = (command: keyof PanelCommands) => ({
    commandFn: () => {
      open();
      panel()[command]();
    },
  });
  return {
    defaultContext: 'VIEWER',
    definitions: {
      openMutationPrediction: {
        commandFn: () => {
          open();
          focusPanel();
        },
      },
      predictMutation: inSight('predict'),
      predictMutationOfAllLesions: inSight('predictAll'),
      cancelMutationPrediction: inSight('cancel'),
      saveMutationReport: inSight('saveReport'),
      downloadMutationReport: inSight('downloadReport'),
      nextLesion: inSight('nextLesion'),
      previousLesion: inSight('previousLesion'),
      showLesion: inSight('showLesion'),
      toggleLesionOutline: inSight('toggleOutline'),
      explainMutationPrediction: inSight('explain'),
      segmentNodule: {
        commandFn: () => {
          open();
          studyHost.startNodule();
        },
      },
      segmentNoduleAtMiddle: {
        commandFn: () => {
          open();
          studyHost.segmentAtMiddle();
        },
      },
      /** `pointLps`: patient coordinates, mm. */
      jumpToLesion: {
        commandFn: ({ pointLps }: { readonly pointLps: Vector3 }) => studyHost.jumpTo(pointLps),
      },
    },
  };
}
