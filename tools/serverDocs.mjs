/** `npm run server-docs`: writes what docs/server.md says of settings from the built server's schema. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { settingsTable } from '../server-adapter/dist/serving/settings/settingsTable.js';

const file = path.join(import.meta.dirname, '../docs/server.md');
const text = await readFile(file, 'utf8');
const [begin, end] = ['<!-- settings -->', '<!-- /settings -->'];
const table = `${begin}\n\n${settingsTable()}\n\n${end}`;
const written = text.replace(new RegExp(`${begin}[^]*${end}`), () => table);
if (!written.includes(table)) throw new Error(`${file} has no place for the settings.`);
await write(file, written);

async function write(at, content) {
  const style = { ...(await resolveConfig(at)), filepath: at };
  await writeFile(at, await format(content, style));
}
