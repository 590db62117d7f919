import { tensorDims } from '@mutation-prediction/core';

/** A package's tensors. */
export const tensorsOf = ({ inputs }) =>
  inputs.map((input) => ({ tensor: input.tensor, dims: tensorDims(input) }));

/** Views that differ, and clinical values, by the names of a package's tensors. */
export function feedsOf(manifest) {
  return Object.fromEntries(
    tensorsOf(manifest).map(({ tensor, dims }) => {
      const length = dims.reduce((product, n) => product * n, 1);
      return [tensor, { data: Float32Array.from({ length }, (_, n) => Math.sin(n / 7)), dims }];
    }),
  );
}

/** The same in tensors of their own: views that were read before are not read again, where they are the same tensor. */
export const asIfNew = (feeds) =>
  Object.fromEntries(Object.entries(feeds).map(([name, tensor]) => [name, { ...tensor }]));

/** Times two actions in turns, after each has run once. @returns medians, and that of the pairs' ratios */
export async function inTurns(runs, first, second) {
  const ms = async (action) => {
    const start = performance.now();
    await action();
    return performance.now() - start;
  };
  await first();
  await second();
  const pairs = [];
  for (let n = 0; n < runs; n++) {
    if (n % 2 === 0) pairs.push([await ms(first), await ms(second)]);
    else pairs.push([await ms(second), await ms(first)].toReversed());
  }
  return {
    firstMs: median(pairs.map(([a]) => a)),
    secondMs: median(pairs.map(([, b]) => b)),
    ratio: median(pairs.map(([a, b]) => a / b)),
  };
}

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1];
}
