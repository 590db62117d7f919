/*
 * What the page measures, as it is shared: plain data, described in docs/benchmarks.md.
 */

/** Grows with every change of the fields. */
export const DEVICE_BENCH_VERSION = 1;

/** Milliseconds of several runs of the same. */
export interface Durations {
  readonly runs: number;
  readonly medianMs: number;
  readonly leastMs: number;
  readonly mostMs: number;
}

/** What was measured, on what, and how long it took; or why it was not. */
export interface BenchRow {
  readonly task: BenchTask;
  /** `webgpu` or `wasm` for a network; the processor for the rest. */
  readonly backend: 'webgpu' | 'wasm' | 'processor';
  readonly measured?: {
    /** With everything that is done once: download, compilation, start of workers. */
    readonly firstMs: number;
    readonly warm: Durations;
    /** Where a network ran, as the runtime said. */
    readonly device?: string;
    readonly threads?: number;
  };
  /** In words. */
  readonly notMeasured?: string;
}

export type BenchTask =
  /** CT around the lesion read from memory, measured and described. */
  | { readonly kind: 'preparation'; readonly model: string }
  /** From the request to probabilities: the model's inputs and its network. */
  | {
      readonly kind: 'prediction';
      readonly model: string;
      readonly digest: string;
      /** Of the network's files. */
      readonly bytes: number;
    }
  /** PyRadiomics' 107 features of the lesion. */
  | { readonly kind: 'radiomics' };

/** The computer and its browser, as far as a page can know them. */
export interface BenchMachine {
  readonly userAgent: string;
  readonly cores: number;
  /** Without it WebAssembly has one thread. */
  readonly isCrossOriginIsolated: boolean;
  readonly graphics?: {
    readonly name: string;
    readonly hasShaderF16: boolean;
    readonly isEmulated: boolean;
  };
}

export interface DeviceBenchResult {
  readonly format: 'mutation-prediction-device-bench';
  readonly version: number;
  readonly product: string;
  /** ISO date, of the day. */
  readonly date: string;
  readonly machine: BenchMachine;
  readonly rows: readonly BenchRow[];
}

/** @param values milliseconds, at least one */
export function durations(values: readonly number[]): Durations {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const median =
    sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
  return {
    runs: sorted.length,
    medianMs: tenths(median),
    leastMs: tenths(sorted[0]!),
    mostMs: tenths(sorted.at(-1)!),
  };
}

/** Browsers tell time by a tenth of a millisecond, or less exactly. */
export const tenths = (milliseconds: number): number => Math.round(milliseconds * 10) / 10;
