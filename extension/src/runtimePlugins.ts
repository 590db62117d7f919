import { id } from './id.js';

interface PluginRecord {
  readonly packageName: string;
  readonly resolvedUrl?: string;
}

/**
 * OHIF 3.14's record of the plugins that it loads at run time; each is there before it is loaded. `runtimeExtensions`
 * in the months before its documentation renamed it to `runtimePlugins`.
 */
export interface WithRuntimePlugins {
  readonly __ohif?: {
    readonly runtimePlugins?: readonly PluginRecord[];
    readonly runtimeExtensions?: readonly PluginRecord[];
  };
}

/**
 * Where our ESM build lies, beside the UMD build as in our package (`umd/`, `esm/`). A UMD build cannot ask the
 * browser where it came from, but OHIF writes it down.
 *
 * @returns undefined where OHIF did not load us at run time
 */
export function esmFolderOfPlugin(page: WithRuntimePlugins): string | undefined {
  const { runtimePlugins = [], runtimeExtensions = [] } = page.__ohif ?? {};
  const loaded = [...runtimePlugins, ...runtimeExtensions].find(
    ({ packageName }) => packageName === id,
  );
  return loaded?.resolvedUrl && new URL('../esm/', loaded.resolvedUrl).href;
}
