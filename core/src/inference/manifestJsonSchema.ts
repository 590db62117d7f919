import * as z from 'zod';
import { modelManifestSchema } from '../contract/modelManifest.js';

/**
 * The manifest's JSON Schema (draft 2020-12), published as `models/model-package.schema.json` so that
 * editors and other languages can check a `model.json`. Rules that span several fields (threshold
 * inside its band) are only checked by `parseModelManifest`.
 */
export function manifestJsonSchema(): Record<string, unknown> {
  return {
    title: 'Model package of OHIF Mutation Prediction (model.json)',
    ...z.toJSONSchema(modelManifestSchema, { io: 'input' }),
  };
}
