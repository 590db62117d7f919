/** The viewer's metadata and core's reading of the same files come to the same CTs. */
import type { CtSeries, ForeignDataset, NaturalisedDataset } from '@mutation-prediction/core';
import { decodePart10, encodePart10, readCtSeries, wholeBox } from '@mutation-prediction/core';
import { expectedCts } from '../../../../test/support/ctFixtures.js';
import { goldenBytes, goldenJson, goldenSources } from '../../../../test/support/dicomFiles.js';
import type { DisplaySet, ExtensionManager, InstanceMetadata } from '../viewer/ohif.js';
import type { ViewerCt } from './viewerCt.js';
import { readViewerCts } from './viewerCt.js';

const asked: string[] = [];
/** A viewer whose images are empty, and which names a frame by its instance and number. */
const extensionManager = {
  getActiveDataSource: () => [
    {
      getImageIdsForInstance: ({ instance, frame }) => `${instance.SOPInstanceUID}/frames/${frame}`,
    },
  ],
  getModuleEntry: () => ({
    exports: {
      getCornerstoneLibraries: () => ({
        cornerstone: {
          imageLoader: {
            loadAndCacheImage: (id: string) => {
              asked.push(id);
              return Promise.resolve({ rows: 0, columns: 0 });
            },
          },
        },
      }),
    },
  }),
} satisfies ExtensionManager;

const instanceOf = (dataset: ForeignDataset): InstanceMetadata => {
  const instance = dataset as unknown as InstanceMetadata;
  return { ...instance, imageId: `${instance.SOPInstanceUID}/frames/1` };
};

function displaySet(id: string, instances: readonly InstanceMetadata[]): DisplaySet {
  const { StudyInstanceUID, SeriesInstanceUID, Modality, SeriesNumber, SeriesDescription } =
    instances[0]! as InstanceMetadata & Pick<DisplaySet, 'Modality' | 'SeriesDescription'>;
  return {
    displaySetInstanceUID: id,
    StudyInstanceUID,
    SeriesInstanceUID,
    Modality,
    SeriesNumber: Number(SeriesNumber),
    ...(SeriesDescription !== undefined && { SeriesDescription }),
    instances,
  };
}

const datasetsOf = (folder: string) =>
  Promise.all(goldenSources(folder).map(async (file) => decodePart10(await file.read())));

const byTitle = (a: { readonly title: string }, b: { readonly title: string }) =>
  a.title.localeCompare(b.title);

function expectSame(inViewer: readonly ViewerCt[], inFiles: readonly CtSeries[]): void {
  const said = ({ title, grid, identity, acquisition, windows }: ViewerCt | CtSeries) => ({
    ...{ title, grid, identity, acquisition, windows },
  });
  expect(inViewer.toSorted(byTitle).map(said)).toEqual(inFiles.toSorted(byTitle).map(said));
}

/** A window for each, in the order of the slices in the patient: several, each function, none. */
const VOI_LUTS = [
  [
    { WindowCenter: ['40', '-600'], WindowWidth: ['400', '1500'] },
    { centre: -600, width: 1500 },
  ],
  [
    { WindowCenter: '-550.5', WindowWidth: '1400', VOILUTFunction: 'LINEAR_EXACT' },
    { centre: -550.5, width: 1400, function: 'LINEAR_EXACT' },
  ],
  [{ WindowCenter: '', WindowWidth: '' }, undefined],
  [
    { WindowCenter: '-500', WindowWidth: '1300', VOILUTFunction: 'SIGMOID' },
    { centre: -500, width: 1300, function: 'SIGMOID' },
  ],
] as const;
const voiLutOf = (n: number) => VOI_LUTS[n % VOI_LUTS.length]![0];
const windowsOf = (count: number) =>
  Array.from({ length: count }, (_, n) => VOI_LUTS[n % VOI_LUTS.length]![1]);
const asFile = (dataset: object, n = 0) => ({
  name: `${n}.dcm`,
  read: async () => new Uint8Array(await encodePart10(dataset as NaturalisedDataset)),
});

test('each slice has its own window, in the viewer as in files', async () => {
  const read = await datasetsOf('oblique');
  const inPatient = (await readCtSeries(goldenSources('oblique'))).series[0]!.identity.instances;
  const datasets = read.map((dataset) => {
    const uid = (dataset as { readonly SOPInstanceUID?: unknown }).SOPInstanceUID;
    const k = inPatient.findIndex(({ sopInstanceUid }) => sopInstanceUid === uid);
    return { ...dataset, ...voiLutOf(k) };
  });
  const { series } = readViewerCts(
    [displaySet('shown', datasets.map(instanceOf))],
    extensionManager,
  );
  expectSame(series, (await readCtSeries(datasets.map(asFile))).series);
  expect(series[0]!.windows).toEqual(windowsOf(inPatient.length));
});

test('each frame of an Enhanced CT has its own window, else that of all frames', async () => {
  const dataset = await decodePart10(goldenBytes('ct/enhanced/per-frame.dcm'));
  const [shared] = await readCtSeries([asFile(dataset)]).then(({ series }) => series);
  const numbers = shared!.identity.instances.map(({ frameNumber }) => frameNumber);
  const { PerFrameFunctionalGroupsSequence: groups, SharedFunctionalGroupsSequence: ofAll } =
    dataset as unknown as Record<string, readonly object[]>;
  const changed = {
    ...dataset,
    SharedFunctionalGroupsSequence: [
      { ...[ofAll ?? []].flat()[0], FrameVOILUTSequence: [voiLutOf(0)] },
    ],
    PerFrameFunctionalGroupsSequence: groups!.map((group, n) => {
      const k = numbers.indexOf(n + 1);
      return k % VOI_LUTS.length === 0 ? group : { ...group, FrameVOILUTSequence: [voiLutOf(k)] };
    }),
  };
  const { series } = readViewerCts([displaySet('shown', [instanceOf(changed)])], extensionManager);
  expectSame(series, (await readCtSeries([asFile(changed)])).series);
  expect(series[0]!.windows).toEqual(windowsOf(numbers.length));
});

test.each([
  ['YES', { isPhantom: true }],
  ['NO', {}],
])('Quality Control Subject %s is told of as core tells of it', async (stated, told) => {
  const datasets = (await datasetsOf('oblique')).map((dataset) => ({
    ...dataset,
    QualityControlSubject: stated,
  }));
  const files = datasets.map(asFile);
  const shown = displaySet('shown', datasets.map(instanceOf));
  const { series } = readViewerCts([shown], extensionManager);
  expectSame(series, (await readCtSeries(files)).series);
  expect(series).toHaveLength(1);
  const { acquisition } = series[0]!;
  expect('isPhantom' in acquisition ? { isPhantom: acquisition.isPhantom } : {}).toEqual(told);
});

const phases = Object.entries(goldenJson<Record<string, string[]>>('phases.json'));

test.each(phases)('%s tells the phases of a series apart', async (folder, names) => {
  const instances = (await datasetsOf(`phases/${folder}`)).map(instanceOf);
  const { series, refused } = readViewerCts([displaySet('shown', instances)], extensionManager);
  expect(refused).toEqual([]);
  expectSame(series, (await readCtSeries(goldenSources(`phases/${folder}`))).series);
  expect(series.map(({ choice }) => choice.id).sort()).toEqual(
    names.map((name) => `shown/${name}`).sort(),
  );
  for (const { choice, identity } of series) {
    expect(choice.description).toBe(`Series 3, ${identity.phase}, 3 images`);
  }
});

// Of those in other transfer syntaxes the attributes are the same.
const enhanced = ['per-frame', 'shared', 'two-files', 'stacks', 'legacy'];

test.each(enhanced)('the frames of an Enhanced CT are slices: %s', async (name) => {
  const isFolder = name === 'two-files';
  const folder = isFolder ? `ct/enhanced/${name}` : 'ct/enhanced';
  const sources = goldenSources(folder).filter((file) => isFolder || file.name === `${name}.dcm`);
  const datasets = await Promise.all(sources.map(async (file) => decodePart10(await file.read())));
  // OHIF shows each file on its own.
  const shown = datasets.map((dataset, n) => displaySet(`shown-${n}`, [instanceOf(dataset)]));
  const { series, refused } = readViewerCts(shown, extensionManager);
  const inFiles = await readCtSeries(sources);
  expect(refused).toHaveLength(inFiles.refused.length);
  expectSame(series, inFiles.series);
  expect(series[0]!.displaySetUids).toHaveLength(shown.length);

  asked.length = 0;
  const [ct] = series;
  await expect(ct!.readRegion(wholeBox(ct!.grid))).rejects.toMatchObject({
    code: 'unsupported-object',
  });
  expect(asked).toEqual(
    ct!.identity.instances
      .slice(0, asked.length)
      .map(({ sopInstanceUid, frameNumber }) => `${sopInstanceUid}/frames/${frameNumber}`),
  );
  expect(asked.length).toBeGreaterThan(0);
});

test('a fixture is there for each', () => {
  expect(Object.keys(expectedCts)).toEqual(expect.arrayContaining(['enhanced/shared']));
});

test('an image of several frames that is no Enhanced CT is refused', async () => {
  const dataset = await decodePart10(goldenBytes('ct/enhanced/shared.dcm'));
  const other = { ...instanceOf(dataset), SOPClassUID: '1.2.840.10008.5.1.4.1.1.7.3' };
  const { series, refused } = readViewerCts([displaySet('shown', [other])], extensionManager);
  expect(series).toEqual([]);
  expect(refused.map(({ error }) => error.code)).toEqual(['unsupported-object']);
});
