import { readFileSync } from 'node:fs';

const json = <T>(file: string) => JSON.parse(readFileSync(file, 'utf8')) as T;

/** npm runs or lists the script of a package that nobody decided about. */
test('whether each package with an install script may run it is decided', () => {
  const { packages } = json<{ packages: Record<string, { hasInstallScript?: true }> }>(
    'package-lock.json',
  );
  const { allowScripts } = json<{ allowScripts: Record<string, boolean> }>('package.json');
  const withScript = Object.keys(packages)
    .filter((place) => packages[place]!.hasInstallScript)
    .map((place) => place.split('node_modules/').at(-1)!);
  expect(Object.keys(allowScripts).sort()).toEqual([...new Set(withScript)].sort());
});

test("ONNX Runtime's, which fetches CUDA libraries, may not", () => {
  const { allowScripts } = json<{ allowScripts: Record<string, boolean> }>('package.json');
  expect(allowScripts['onnxruntime-node']).toBe(false);
});
