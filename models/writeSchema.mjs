/** `npm run schema`: writes model-package.schema.json from the zod schema of the built core. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { manifestJsonSchema } from '../core/dist/inference/manifestJsonSchema.js';

const file = path.join(import.meta.dirname, 'model-package.schema.json');
const style = { ...(await resolveConfig(file)), filepath: file };
await writeFile(file, await format(JSON.stringify(manifestJsonSchema()), style));
