import { id } from './id.js';

/** OHIF 3.14's record of the plugins that it loads at run time; each is there before it is loaded. */
export interface WithRuntimePlugins {
  readonly __ohif?: {
    readonly runtimeExtensions?: readonly {
      readonly packageName: string;
      readonly resolvedUrl?: string;
    }[];
  };
}

/**
 * Where our ESM build lies, beside the UMD build as in our package (`umd/`, `esm/`). A UMD build cannot ask the
 * browser where it came from, but OHIF writes it down.
 *
 * @returns undefined where OHIF did not load us at run time
 */
export function esmFolderOfPlugin(page: WithRuntimePlugins): string | undefined {
  const loaded = page.__ohif?.runtimeExtensions?.find(({ packageName }) => packageName === id);
  return loaded?.resolvedUrl && new URL('../esm/', loaded.resolvedUrl).href;
}
