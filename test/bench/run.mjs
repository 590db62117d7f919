/**
 * `npm run bench`: every benchmark of this folder, as one JSON object on stdout. Progress goes to
 * stderr. `npm run bench -- preprocessing` runs one.
 */
import { readdirSync } from 'node:fs';
import path from 'node:path';

const [only] = process.argv.slice(2);
const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.mjs') && file !== path.basename(import.meta.filename))
  .map((file) => path.basename(file, '.mjs'))
  .filter((name) => only === undefined || name === only);

const results = {};
for (const name of names) {
  process.stderr.write(`— ${name}\n`);
  const { bench } = await import(`./${name}.mjs`);
  results[name] = await bench();
}
console.log(JSON.stringify(results, null, 2));
