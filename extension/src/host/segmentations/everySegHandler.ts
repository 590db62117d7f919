import { SOP_CLASS } from '@mutation-prediction/core';
import { EVERY_SEG_HANDLER_NAME } from '../../id.js';
import type { ExtensionManager, Managers, SopClassHandler } from '../viewer/ohif.js';

const OHIF_SEG_HANDLER = '@ohif/extension-cornerstone-dicom-seg.sopClassHandlerModule.dicom-seg';

/**
 * Shows every SEG of a series: OHIF's handler makes a display set of the newest only. Asked before
 * it, this one hands it the instances one by one; the display sets are OHIF's own.
 */
export function createEverySegHandler({
  extensionManager,
  servicesManager,
}: Managers): SopClassHandler {
  const { displaySetService } = servicesManager.services;
  return {
    name: EVERY_SEG_HANDLER_NAME,
    sopClassUids: [SOP_CLASS.segmentation, SOP_CLASS.labelMapSegmentation],
    getDisplaySetsFromSeries(instances) {
      const [first] = instances;
      if (!first) return [];
      const shown = new Set(
        displaySetService
          .getDisplaySetsForSeries(first.SeriesInstanceUID)
          .map(({ SOPInstanceUID }) => SOPInstanceUID),
      );
      const handler = ohifSegHandler(extensionManager);
      return instances
        .filter(({ SOPInstanceUID }) => !shown.has(SOPInstanceUID))
        .flatMap((instance) => handler?.getDisplaySetsFromSeries([instance]) ?? []);
    },
  };
}

function ohifSegHandler(extensionManager: ExtensionManager): SopClassHandler | undefined {
  return extensionManager.getModuleEntry(OHIF_SEG_HANDLER) as SopClassHandler | undefined;
}
