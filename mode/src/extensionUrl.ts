const MODE = '/@mutation-prediction/ohif-mode/';
const EXTENSION = '/@mutation-prediction/ohif-extension/';

/**
 * Where the extension's ESM build is: in OHIF's layout of plugins, `<package>/<version>/esm/index.js`, in the other
 * package's folder of the same version; else in `extension/` beside the folder of the mode.
 *
 * @param modeUrl URL of the mode's ESM build
 */
export function extensionUrl(modeUrl: string): string {
  return modeUrl.includes(MODE)
    ? modeUrl.replace(MODE, EXTENSION)
    : new URL('../extension/index.js', modeUrl).href;
}
