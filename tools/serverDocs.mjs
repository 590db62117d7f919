/**
 * `npm run server-docs`: writes what docs/server.md says of settings, and docs/openapi.json, from the
 * built server.
 */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { openApiDocument } from '../server-adapter/dist/serving/openApiDocument.js';
import { settingsTable } from '../server-adapter/dist/serving/settings/settingsTable.js';

const docs = path.join(import.meta.dirname, '../docs');
const guide = path.join(docs, 'server.md');
const text = await readFile(guide, 'utf8');
const [begin, end] = ['<!-- settings -->', '<!-- /settings -->'];
const table = `${begin}\n\n${settingsTable()}\n\n${end}`;
const written = text.replace(new RegExp(`${begin}[^]*${end}`), () => table);
if (!written.includes(table)) throw new Error(`${guide} has no place for the settings.`);
await write(guide, written);
await write(path.join(docs, 'openapi.json'), JSON.stringify(await openApiDocument()));

async function write(file, content) {
  const style = { ...(await resolveConfig(file)), filepath: file };
  await writeFile(file, await format(content, style));
}
