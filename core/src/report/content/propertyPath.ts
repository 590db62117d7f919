/** A nested plain object or array under construction, or being read. */
export type Draft = { [key: string]: unknown };

/** The value at a dotted path such as `inputs.segmentation.kind`; numbers index arrays. */
export function getAt(root: unknown, path: string): unknown {
  let value = root;
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Draft)[key];
  }
  return value;
}

/** Sets the value at a dotted path, making the objects and arrays on the way. */
export function setAt(root: Draft, path: string, value: unknown): void {
  const keys = path.split('.');
  let parent = root;
  keys.slice(0, -1).forEach((key, depth) => {
    parent[key] ??= /^\d+$/.test(keys[depth + 1]!) ? [] : {};
    parent = parent[key] as Draft;
  });
  parent[keys.at(-1)!] = value;
}
