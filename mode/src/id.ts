/** OHIF requires a mode's id to be its package name. */
export const id = '@mutation-prediction/ohif-mode';
