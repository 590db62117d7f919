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
  /** Parts of it as data; up to OHIF 3.12 buttons by section. */
  readonly toolbarSections?: readonly unknown[] | Readonly<Record<string, readonly string[]>>;
  readonly modeCustomizations?: object;
  onModeEnter?(this: ModeInstance, context: ModeContext): void;
  readonly toolGroupAdditions?: Readonly<Record<string, readonly unknown[]>>;
  readonly [property: string]: unknown;
}

export interface ModeDefinition {
  readonly modeInstance: ModeInstance;
}

/** The modes of OHIF 3.12 that are no data yet. */
export interface ModeProgram {
  modeFactory(options: { readonly modeConfiguration?: object }): ModeInstance;
}

/** What OHIF enters a mode with. */
export interface ModeContext {
  readonly servicesManager: { readonly services: Services };
  readonly [property: string]: unknown;
}

export interface Services {
  readonly measurementService: { clearMeasurements(): void };
  readonly segmentationService: EventSource;
  readonly viewportGridService: EventSource;
  readonly toolbarService: {
    readonly sections: unknown;
    register(buttons: readonly Button[]): void;
    updateSection(name: string, buttons: readonly string[]): void;
  };
  readonly toolGroupService: {
    createToolGroupAndAddTools(group: string, tools: ToolGroupTools): void;
    addToolsToToolGroup(group: string, tools: ToolGroupTools): void;
    getToolGroup(group: string): { hasTool(name: string): boolean } | undefined;
  };
  readonly customizationService: { setCustomizations(customizations: object): void };
  readonly [service: string]: unknown;
}

interface EventSource {
  readonly EVENTS: unknown;
  subscribe(event: string, listener: () => void): { unsubscribe(): void };
}

export interface Button {
  readonly id: string;
  readonly [property: string]: unknown;
}

export interface ToolInGroup {
  readonly toolName: string;
  readonly [property: string]: unknown;
}

/** Tools of a tool group by the state that they begin in. */
export interface ToolGroupTools {
  readonly active?: readonly ToolInGroup[];
  readonly passive?: readonly ToolInGroup[];
  readonly enabled?: readonly ToolInGroup[];
  readonly disabled?: readonly ToolInGroup[];
}

/** Imports modes and extensions by package name or by URL. */
export type LoadModules = (names: readonly string[]) => Promise<readonly unknown[]>;

export interface ModeFactoryOptions {
  /** `window.config.modesConfiguration[id]`. */
  readonly modeConfiguration?: object;
  readonly loadModules: LoadModules;
}
