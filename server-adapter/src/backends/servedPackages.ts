import { messageOf } from '@mutation-prediction/core';
import type { ModelState, ServedModel } from './backend.js';
import { BackendError } from './backendError.js';
import type { OpenedPackage } from './child/messages.js';
import type { PackageMarks } from './packageWatch.js';

/** What is known of a package in the folder. */
interface ServedPackage {
  /** Of its files as they were when it was last opened, or tried. */
  mark: string | undefined;
  /** Being opened; until that is over, the version before goes on. */
  opening: boolean;
  opened: OpenedPackage | undefined;
  /** Why it cannot be asked. */
  reason: string | undefined;
  /** Whether the reason lies outside the package, and may go away by itself. */
  passing: boolean;
}

export interface ServedPackagesOptions {
  /**
   * Verifies and compiles, and says what it found before anything else happens in the process.
   *
   * @throws why the package cannot be used
   */
  open(id: string, accept: (opened: OpenedPackage) => void): Promise<void>;
  /** Why a model cannot be asked at the moment; `undefined` where it can. Asked at each look. */
  obstacle?(id: string): Promise<string | undefined>;
  onChange(): void;
}

/** The packages of a folder and the state of each: which there are is told by `PackageWatch`. */
export class ServedPackages {
  readonly #packages = new Map<string, ServedPackage>();

  constructor(private readonly options: ServedPackagesOptions) {}

  /** Two for each package, by name. */
  models(): ServedModel[] {
    return [...this.#packages.keys()].sort().flatMap((id) => {
      const { opened, reason } = this.#packages.get(id)!;
      const state: ModelState = reason !== undefined ? 'failed' : opened ? 'ready' : 'loading';
      const both = [opened?.pipeline ?? nothingOf(id), opened?.graph ?? nothingOf(`${id}.graph`)];
      return both.map((metadata) => ({
        metadata,
        digest: opened?.digest ?? '',
        state,
        ...(reason !== undefined && { reason }),
      }));
    });
  }

  /** `undefined` for a package that is not there. */
  find(
    id: string,
  ):
    | { readonly opened?: OpenedPackage | undefined; readonly reason?: string | undefined }
    | undefined {
    return this.#packages.get(id);
  }

  /** All versions that may be asked now. */
  opened(): OpenedPackage[] {
    return [...this.#packages.values()]
      .map(({ opened, reason }) => (reason === undefined ? opened : undefined))
      .filter((opened) => opened !== undefined);
  }

  /** Takes in what a look at the folder found. */
  look(found: PackageMarks): void {
    for (const id of this.#packages.keys()) {
      if (!found.has(id)) this.#remove(id);
    }
    for (const [id, mark] of found) {
      const known = this.#packages.get(id) ?? this.#add(id);
      if (known.opening) continue;
      if (known.mark !== mark) void this.#open(id, known, mark);
      else if (this.options.obstacle) void this.#ask(id, known, mark);
    }
  }

  #add(id: string): ServedPackage {
    const added: ServedPackage = {
      mark: undefined,
      opening: false,
      opened: undefined,
      reason: undefined,
      passing: false,
    };
    this.#packages.set(id, added);
    this.options.onChange();
    return added;
  }

  #remove(id: string): void {
    this.#packages.delete(id);
    this.options.onChange();
  }

  async #open(id: string, known: ServedPackage, mark: string): Promise<void> {
    known.opening = true;
    known.mark = mark;
    const obstacle = await this.options.obstacle?.(id);
    if (obstacle !== undefined) return this.#fail(known, obstacle, true);
    try {
      await this.options.open(id, (opened) => this.#settle(known, { opened, reason: undefined }));
    } catch (error) {
      this.#fail(known, messageOf(error), isPassing(error));
    }
  }

  /** A server behind may lose a model and have it again, and may have another one then. */
  async #ask(id: string, known: ServedPackage, mark: string): Promise<void> {
    known.opening = true;
    const obstacle = await this.options.obstacle?.(id);
    known.opening = false;
    if (obstacle !== undefined) this.#fail(known, obstacle, true);
    else if (known.passing) await this.#open(id, known, mark);
  }

  #fail(known: ServedPackage, reason: string, passing: boolean): void {
    const isNews = known.reason !== reason;
    known.passing = passing;
    if (isNews) this.#settle(known, { opened: undefined, reason });
    else known.opening = false;
  }

  #settle(
    known: ServedPackage,
    { opened, reason }: Pick<ServedPackage, 'opened' | 'reason'>,
  ): void {
    known.opening = false;
    known.opened = opened;
    known.reason = reason;
    if (opened) known.passing = false;
    this.options.onChange();
  }
}

function isPassing(error: unknown): boolean {
  return (
    error instanceof BackendError && (error.kind === 'unavailable' || error.kind === 'not-ready')
  );
}

const nothingOf = (name: string) => ({ name, inputs: [], outputs: [] });
