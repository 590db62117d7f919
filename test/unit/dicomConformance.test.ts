/** docs/dicom-conformance.md says what the code does: its tables are compared with the code's. */
import fastify from 'fastify';
import { readdirSync, readFileSync } from 'node:fs';
import { CHARACTER_SETS } from '../../core/src/dicom/reading/characterSet.js';
import { patientAndStudy, PRODUCT } from '../../core/src/dicom/writing/derivedObject.js';
import { encodePart10 } from '../../core/src/dicom/writing/part10.js';
import { SOP_CLASS } from '../../core/src/dicom/identity/sopClasses.js';
import { TRANSFER_SYNTAXES } from '../../core/src/dicom/reading/transferSyntax.js';
import type { Code } from '../../core/src/contract/modelManifest.js';
import { modelManifestSchema } from '../../core/src/contract/modelManifest.js';
import type { FeatureClass } from '../../core/src/radiomics/features/featureNames.js';
import { FEATURE_NAMES } from '../../core/src/radiomics/features/featureNames.js';
import { RADIOMICS_PRESETS } from '../../core/src/radiomics/parameters/parameters.js';
import {
  CODES,
  PRIVATE_SCHEME,
  PRIVATE_SCHEME_UID,
  REGISTERED_SCHEMES,
} from '../../core/src/report/content/codes.js';
import { allNodes, readContentTree, readItems } from '../../core/src/report/content/contentTree.js';
import { buildPredictionReport } from '../../core/src/report/mutationReport.js';
import { radiomicMeasurements } from '../../core/src/report/lesion/radiomicMeasurements.js';
import { registerDicomWebService } from '../../server-adapter/src/dicomweb/dicomWebService.js';
import { FAILURE, type FolderStore } from '../../server-adapter/src/dicomweb/folderStore.js';
import { reportContextFixture, severalLesionsFixture } from '../support/predictionFixture.js';

const statement = readFileSync('docs/dicom-conformance.md', 'utf8');
const report = buildPredictionReport(severalLesionsFixture(), reportContextFixture());

/** The rows of all tables that have these columns; code marks are left out. */
function rowsOf(...columns: readonly string[]): string[][] {
  const lines = statement.split('\n').map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replace(/^`(.*)`$/, '$1')),
  );
  const isHead = (cells: readonly string[]) => cells.join('|') === columns.join('|');
  return lines.flatMap((cells, n) => {
    if (!isHead(cells)) return [];
    const end = lines.findIndex((line, m) => m > n && line.length === 0);
    return lines.slice(n + 2, end === -1 ? undefined : end);
  });
}

const sorted = (rows: readonly (readonly string[])[]) => rows.map((row) => row.join(' | ')).sort();

test('SOP classes are those that the code tells apart', () => {
  const rows = rowsOf('SOP class', 'UID', 'Panel', 'Command line');
  const uids = rows.map(([, uid]) => uid);
  expect(uids.sort()).toEqual(Object.values(SOP_CLASS).sort());
});

test('transfer syntaxes are the code’s, with who decodes their pixels', () => {
  const rows = rowsOf('UID', 'Name', 'Pixels decoded by');
  expect(rows).toEqual(TRANSFER_SYNTAXES.map(({ uid, name, reader }) => [uid, name, reader]));
});

test('character sets are those that are decoded', () => {
  const paragraph = /absent and unknown sets as Latin-1:\n\n([^]*?)\n\n/.exec(statement)![1]!;
  const sets = [...paragraph.split('(and')[0]!.matchAll(/`([^`]+)`/g)].map(([, set]) => set);
  expect(sets).toEqual(CHARACTER_SETS);
});

test('routes of the built-in server are those that it answers', async () => {
  const app = fastify();
  const routes: string[][] = [];
  app.addHook('onRoute', ({ method, url }) => {
    if (method !== 'HEAD') routes.push([String(method), url]);
  });
  await registerDicomWebService(app, '', {} as FolderStore);
  await app.close();
  const rows = rowsOf('Service', 'Method', 'Path').map(([, method, path]) => [method!, path!]);
  expect(sorted(rows)).toEqual(sorted(routes));
});

test('failure reasons are those that STOW-RS answers', () => {
  const reasons = rowsOf('Reason', 'When').map(([reason]) => Number.parseInt(reason!, 16));
  expect(reasons).toEqual(Object.values(FAILURE));
});

test('identification is that of written objects', async () => {
  const rows = new Map(rowsOf('Attribute', 'Value').map(([name, value]) => [name, value]));
  expect(rows.get('Manufacturer')).toBe(PRODUCT.manufacturer);
  expect(rows.get("Manufacturer's Model Name")).toBe(PRODUCT.modelName);
  expect(rows.get('Software Versions')).toBe(PRODUCT.version);
  expect(statement).toContain(`Of OHIF Mutation Prediction ${PRODUCT.version}`);
  expect(rows.get('Specific Character Set')).toBe(report['SpecificCharacterSet']);
  expect(rows.get('Content Qualification (SR)')).toBe(report['ContentQualification']);
  const file = Buffer.from(await encodePart10(report)).toString('latin1');
  expect(file).toContain(rows.get('Implementation Class UID'));
  expect(file).toContain(rows.get('Implementation Version Name'));
});

test('attributes copied from the CT are all that are copied', () => {
  const paragraph = /Copied unchanged from the CT[^]*?Nothing is/.exec(statement)![0];
  const named = [...paragraph.matchAll(/`(\w+)`/g)].map(([, keyword]) => keyword);
  expect(named).toEqual(Object.keys(patientAndStudy({})));
});

test('templates are those that a report names, and those within', () => {
  const rows = rowsOf('Template', 'For').map(([template]) => template!.replace('TID ', ''));
  const named = allNodes(readContentTree(report)).flatMap(({ item }) =>
    readItems(item['ContentTemplateSequence']).map((template) => template['TemplateIdentifier']),
  );
  expect(rows).toEqual(expect.arrayContaining([...new Set(named)]));
});

test('standard and private codes are all that the code has', () => {
  const codes = Object.values<Code>(CODES).map(({ scheme, value, meaning }) => [
    scheme,
    value,
    meaning,
  ]);
  expect(sorted(rowsOf('Scheme', 'Code', 'Meaning'))).toEqual(sorted(codes));
});

test('coding schemes are those of the reports', () => {
  const rows = rowsOf('Designator', 'UID', 'Declared in the document');
  expect(rows[0]!.slice(0, 2)).toEqual([PRIVATE_SCHEME, PRIVATE_SCHEME_UID]);
  const declared = rows.filter(([, , isDeclared]) => isDeclared === 'yes');
  expect(sorted(declared.map(([designator, uid]) => [designator!, uid!]))).toEqual(
    sorted(
      readItems(report['CodingSchemeIdentificationSequence']).map((item) => [
        String(item['CodingSchemeDesignator']),
        String(item['CodingSchemeUID']),
      ]),
    ),
  );
  const registered = /^(.*) are used as registered/m.exec(statement)![1]!.split(/, | and /);
  expect([...registered, 'IBSI'].sort()).toEqual([...REGISTERED_SCHEMES].sort());
});

test('targets of every model package have their codes in the statement', () => {
  const rows = rowsOf('Target', 'Probability', 'Predicted status', 'Gene');
  const manifests = readdirSync('models/packages').map((id) =>
    modelManifestSchema.parse(JSON.parse(readFileSync(`models/packages/${id}/model.json`, 'utf8'))),
  );
  expect(manifests.length).toBeGreaterThan(0);
  for (const { id, probability, prediction, gene } of manifests.flatMap(({ targets }) => targets)) {
    expect(rows).toContainEqual([id, probability.value, prediction.value, gene?.value ?? 'none']);
    expect([probability.scheme, prediction.scheme]).toEqual([PRIVATE_SCHEME, PRIVATE_SCHEME]);
  }
});

test('as many radiomic features can be reported as it says', () => {
  const features = (Object.keys(FEATURE_NAMES) as FeatureClass[]).flatMap((featureClass) =>
    FEATURE_NAMES[featureClass].map((feature) => ({
      name: `original_${featureClass}_${feature}`,
      imageType: 'original',
      featureClass,
      feature,
      value: 1,
    })),
  );
  const measurements = radiomicMeasurements(features, RADIOMICS_PRESETS[107]);
  expect(statement).toContain(`\n${measurements.length} features of the unfiltered CT`);
});
