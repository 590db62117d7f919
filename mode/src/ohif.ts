/** The part of OHIF's mode contract that we build on; OHIF publishes no types. */

export interface Route {
  readonly path: string;
  readonly layoutInstance: {
    readonly id: string;
    readonly props: {
      readonly rightPanels?: readonly string[];
      readonly viewports: readonly {
        readonly namespace: string;
        readonly displaySetsToDisplay: readonly string[];
      }[];
      readonly [prop: string]: unknown;
    };
  };
  readonly [property: string]: unknown;
}

/** A mode as OHIF runs it; what we do not name is handed on as it is. */
export interface ModeInstance {
  readonly id: string;
  readonly extensions: Readonly<Record<string, string>>;
  readonly sopClassHandlers: readonly string[];
  readonly routes: readonly Route[];
  readonly toolbarButtons?: readonly unknown[];
  readonly toolbarSections?: readonly unknown[];
  readonly toolGroupAdditions?: Readonly<Record<string, readonly unknown[]>>;
  readonly [property: string]: unknown;
}

export interface ModeDefinition {
  readonly modeInstance: ModeInstance;
}

/** Imports modes and extensions by package name or by URL. */
export type LoadModules = (names: readonly string[]) => Promise<readonly unknown[]>;

export interface ModeFactoryOptions {
  /** `window.config.modesConfiguration[id]`. */
  readonly modeConfiguration?: object;
  readonly loadModules: LoadModules;
}
