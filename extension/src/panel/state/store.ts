import type { StudyHost } from '../../contract.js';
import { initialState } from './panelState.js';
import type { PanelState } from './panelState.js';
import { reduce } from './reducer.js';
import type { PanelEvent } from './reducer.js';

/**
 * The panel's state outside of React. OHIF unmounts a panel whenever its tab is left (to edit the
 * contours, for instance): results, a run in progress and unsaved reports must outlive that.
 */
export class PanelStore {
  #state: PanelState = initialState;
  readonly #listeners = new Set<() => void>();
  readonly #observers: (() => void)[] = [];
  #disconnect: (() => void) | undefined;

  constructor(private readonly studyHost: StudyHost) {
    this.followStudy();
  }

  readonly getState = (): PanelState => this.#state;

  /** Follows the study for as long as somebody listens. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    this.#disconnect ??= this.studyHost.subscribe(() => this.followStudy());
    this.followStudy();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      this.#disconnect?.();
      this.#disconnect = undefined;
    };
  };

  /** Called after every change for as long as the store lives, without keeping the study followed. */
  readonly observe = (observer: () => void): void => {
    this.#observers.push(observer);
  };

  /** Takes over what the viewer shows now; call before relying on it while nobody listens. */
  followStudy(): void {
    this.dispatch({ type: 'snapshot', snapshot: this.studyHost.getSnapshot() });
  }

  readonly dispatch = (event: PanelEvent): void => {
    const next = reduce(this.#state, event);
    if (next === this.#state) return;
    this.#state = next;
    this.#observers.forEach((observer) => observer());
    this.#listeners.forEach((listener) => listener());
  };
}
