/** The part of dcmjs's data dictionary that travels with the panel. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

interface Attribute {
  readonly group: number;
  readonly elem: number;
  readonly vr: number;
  readonly vm: number;
  readonly name: string;
}

interface DictionaryModule {
  readDictionary(source: string): object | undefined;
  attributesOf(dictionary: object): Attribute[];
  isKept(attribute: Attribute): boolean;
  writeDictionary(source: string, attributes: readonly Attribute[]): string;
}

const root = path.resolve(import.meta.dirname, '../..');
const place = ['core/node_modules', 'node_modules']
  .map((folder) => path.join(root, folder, 'dcmjs/build/dcmjs.es.js'))
  .find((file) => {
    try {
      return readFileSync(file).length > 0;
    } catch {
      return false;
    }
  })!;
const source = readFileSync(place, 'utf8');

let dictionary: DictionaryModule;
let all: Attribute[];
beforeAll(async () => {
  const module = pathToFileURL(path.join(root, 'extension/dicomDictionary.mjs')).href;
  dictionary = (await import(module)) as DictionaryModule;
  all = dictionary.attributesOf(dictionary.readDictionary(source)!);
});

test('is read as PS3.6 has it', () => {
  const named = (name: string) => all.find((attribute) => attribute.name === name);
  expect(named('PatientID')).toMatchObject({ group: 0x0010, elem: 0x0020 });
  expect(named('FloatPixelData')).toMatchObject({ group: 0x7fe0, elem: 0x0008 });
  expect(named('MIMETypeOfEncapsulatedDocument')).toMatchObject({ group: 0x0042, elem: 0x0012 });
  expect(all.length).toBeGreaterThan(5000);
});

test('what is written is read again, the whole of it and the part', () => {
  const { attributesOf, readDictionary, writeDictionary, isKept } = dictionary;
  const again = (attributes: readonly Attribute[]) =>
    attributesOf(readDictionary(writeDictionary(source, attributes))!);
  expect(again(all)).toEqual(all);
  const kept = all.filter(isKept);
  expect(again(kept)).toEqual(kept);
  expect(kept.length).toBeLessThan(all.length / 2);
});

/** Names of features, fields and headings that are attributes of other objects too. */
const NO_ATTRIBUTES = ['Status', 'Contrast', 'Mass', 'Density'];

test('holds every attribute that core and the extension name', () => {
  const words = new Set(
    ['core', 'extension', 'mode'].flatMap((name) => {
      const folder = path.join(root, name, 'src');
      return readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((file) => /\.tsx?$/.test(file))
        .flatMap(
          (file) =>
            readFileSync(path.join(folder, file), 'utf8').match(
              /(?<=['.])[A-Z]\w+\b|\b[A-Z]\w+(?=:)/g,
            ) ?? [],
        );
    }),
  );
  const used = all.filter(({ name }) => words.has(name) && !NO_ATTRIBUTES.includes(name));
  expect(used.length).toBeGreaterThan(200);
  expect(used.filter((attribute) => !dictionary.isKept(attribute)).map(({ name }) => name)).toEqual(
    [],
  );
});
