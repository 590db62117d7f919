/**
 * `npm run size`: what a browser downloads of us, gzip, once `npm run build:viewer` has run. Not counted
 * are ONNX Runtime's WebAssembly (`ort/`) and the models, which the first prediction fetches; of ONNX
 * Runtime's three builds a browser loads one, so the largest counts.
 */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

const limitKb = 300;
const folder = path.resolve(import.meta.dirname, '../extension/dist/esm');

const sizes = readdirSync(folder, { recursive: true })
  .filter((file) => file.endsWith('.js'))
  .map((file) => ({
    file,
    kb: gzipSync(readFileSync(path.join(folder, file)), { level: 9 }).length / 1000,
  }));

const isRuntime = ({ file }) => path.basename(file).startsWith('onnxruntime-');
const when = ({ file }) => {
  if (file === 'index.js') return 'with the viewer';
  if (file === 'inference.worker.js') return 'with the panel';
  return isRuntime({ file })
    ? 'one of three, with the first prediction'
    : 'when a report is saved or read';
};

for (const size of sizes) console.log(`${row(size.kb)}  ${size.file} (${when(size)})`);

const sum = sizes.filter((size) => !isRuntime(size)).reduce((total, { kb }) => total + kb, 0);
const runtime = Math.max(...sizes.filter(isRuntime).map(({ kb }) => kb));
console.log(`${row(sum + runtime)}  together, of ${limitKb} kB allowed`);
process.exit(sum + runtime <= limitKb ? 0 : 1);

function row(kb) {
  return `${kb.toFixed(1).padStart(9)} kB`;
}
