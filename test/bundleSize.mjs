/**
 * `npm run size`: what a browser downloads of us, gzip, after `npm run build:viewer`. ONNX Runtime's
 * WebAssembly (`ort/`) and the models are data that the first prediction fetches; they are not counted.
 */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

const limitKb = 300;
const esm = path.resolve(import.meta.dirname, '../extension/dist/esm');

const groups = { 'index.js (eager)': [], 'lazy chunks': [], 'inference.worker.js': [] };
for (const file of readdirSync(esm, { recursive: true })) {
  if (!file.endsWith('.js')) continue;
  if (file === 'index.js') groups['index.js (eager)'].push(file);
  else if (file === 'inference.worker.js') groups[file].push(file);
  else groups['lazy chunks'].push(file);
}

const gzipKb = (file) => gzipSync(readFileSync(path.join(esm, file)), { level: 9 }).length / 1000;

let totalKb = 0;
for (const [title, files] of Object.entries(groups)) {
  console.log(title);
  for (const file of files) {
    totalKb += gzipKb(file);
    console.log(`${gzipKb(file).toFixed(1).padStart(9)} kB  ${file}`);
  }
}
console.log(`${totalKb.toFixed(1).padStart(9)} kB  together, of ${limitKb} kB allowed`);
process.exit(totalKb <= limitKb ? 0 : 1);
