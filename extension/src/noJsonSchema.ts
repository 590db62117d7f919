/**
 * Stands in the bundles for zod's writer of JSON Schemas (`tools/bundle`): every schema has the
 * methods made here, `npm run schema` calls them, no browser does.
 */
const method = () => (): never => {
  throw new Error('JSON Schemas are written by "npm run schema" only.');
};

export const createToJSONSchemaMethod = method;
export const createStandardJSONSchemaMethod = method;
