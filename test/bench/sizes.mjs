/**
 * The published sizes, with random weights: nine views by one trunk (147 MB) in Node and in Chromium, and by nine
 * trunks on the command line and the server; the other systems' networks in either runtime; many cases by one process
 * or by several. Ratios are of runs in turns, on a machine that does nothing else.
 *
 *     npm run bench -- sizes                                    # all parts
 *     npm run bench -- sizes node tab trunks others parallel    # or some of them
 *
 * Packages are made by the training package once and kept in `.cache/size-tests` (MP_SIZES); nine trunks take a
 * quarter of an hour and 8 GB of memory. MP_TRAINING_PYTHON is a Python that has it (`npm run test:training` makes
 * one); `tab` needs `npm run build`. MP_SIZES_RUNS (5) is how many pairs of runs are compared.
 */
import os from 'node:os';
import { barsOf, tableOf } from './sizes/bars.mjs';
import { inNode } from './sizes/inNode.mjs';
import { inTab } from './sizes/inTab.mjs';
import { nineTrunks } from './sizes/nineTrunks.mjs';
import { others } from './sizes/others.mjs';
import { OTHERS, whatIsMissing } from './sizes/packages.mjs';
import { parallel } from './sizes/parallel.mjs';

const PARTS = { node: inNode, tab: inTab, trunks: nineTrunks, others, parallel };
const PACKAGES = ['mmdl-shared', 'mmdl-shared-whole', 'mmdl-trunks', ...OTHERS];
const RUNS = Number(process.env.MP_SIZES_RUNS ?? 5);

export async function bench() {
  const missing = whatIsMissing(PACKAGES);
  if (missing) return { skipped: missing };
  const [, ...named] = process.argv.slice(2);
  const chosen = named.length > 0 ? named : Object.keys(PARTS);
  const measured = {};
  for (const name of chosen) {
    if (!PARTS[name])
      throw new Error(`There is no part "${name}": ${Object.keys(PARTS).join(', ')}.`);
    process.stderr.write(`  ${name}\n`);
    const load = os.loadavg()[0];
    measured[name] = { load, ...(await PARTS[name](RUNS)) };
  }
  const bars = barsOf(measured);
  process.stderr.write(`\n${tableOf(bars)}\n\n`);
  return { processor: `${os.cpus().length} × ${os.cpus()[0].model}`, bars, ...measured };
}
