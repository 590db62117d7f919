import type { FloatTensor } from '@mutation-prediction/core';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { hash32 } from './hashedCt.js';

/** What PyTorch computes of {@link hashedTensor}s: `mutation-train export --golden`. */
export interface GoldenModel {
  /** Tensor names, in the order of their hashes. */
  readonly inputs: readonly string[];
  readonly outputs: Readonly<
    Record<
      string,
      {
        readonly dims: readonly number[];
        /** Every n-th value is kept. */
        readonly step: number;
        readonly values: readonly number[];
      }
    >
  >;
}

/** `undefined` for a package that no PyTorch network is behind. */
export function goldenModel(id: string): GoldenModel | undefined {
  const file = path.join(import.meta.dirname, '../golden', id, 'graph.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as GoldenModel) : undefined;
}

/** Numbers from 0 to 1 by their place, 16 neighbours alike (mutation_training/export/golden.py). */
export function hashedTensor(dims: readonly number[], index: number): FloatTensor {
  const length = dims.reduce((product, n) => product * n, 1);
  const data = Float32Array.from(
    { length },
    (_, n) => hash32(Math.floor(n / 16), index, 0) / 2 ** 32,
  );
  return { data, dims };
}

/** Largest difference of each output, as a share of its largest value where that is above 1. */
export function largestDifferences(
  outputs: Readonly<Record<string, FloatTensor>>,
  { outputs: expected }: GoldenModel,
): Record<string, number> {
  return Object.fromEntries(
    Object.entries(expected).map(([name, { dims, step, values }]) => {
      const found = outputs[name]!;
      expect([name, found.dims]).toEqual([name, dims]);
      const scale = values.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
      const worst = values.reduce(
        (most, value, n) => Math.max(most, Math.abs(value - found.data[n * step]!)),
        0,
      );
      return [name, worst / scale];
    }),
  );
}
