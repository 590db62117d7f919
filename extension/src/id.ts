/** Equal to the package name: sites that build OHIF look extensions up by it. */
export const id = '@mutation-prediction/ohif-extension';

export const PANEL_NAME = 'mutationPrediction';
export const PANEL_ID = `${id}.panelModule.${PANEL_NAME}`;

export const HANGING_PROTOCOL_ID = 'mutationPrediction.chestCt';

export const PREDICTION_SR_HANDLER_NAME = 'prediction-sr';
export const PREDICTION_SR_HANDLER_ID = `${id}.sopClassHandlerModule.${PREDICTION_SR_HANDLER_NAME}`;

export const EVERY_SEG_HANDLER_NAME = 'every-seg';
