/** OHIF requires an extension's id to be its package name. */
export const id = '@mutation-prediction/ohif-extension';
