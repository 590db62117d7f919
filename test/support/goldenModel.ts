import type { FloatTensor } from '@mutation-prediction/core';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

export { hashedTensor } from '@mutation-prediction/core';

/** What PyTorch computes of `hashedTensor`s: `mutation-train export --golden`. */
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
