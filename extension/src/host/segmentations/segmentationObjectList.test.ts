/** The list of SEG and RTSTRUCT objects; of what is drawn in the viewer: segmentationList.test.ts. */
import type { NaturalisedDataset } from '@mutation-prediction/core';
import { cornerstoneUtilities } from '../viewer/cornerstone.js';
import type { ViewerCts } from '../ct/viewerCt.js';
import { readViewerCts } from '../ct/viewerCt.js';
import { FakeViewer } from '../testing/fakeViewer.js';
import { parsingOnThisThread } from '../testing/parsingOnThisThread.js';
import { rtStructOf, segOf, writtenElsewhere } from '../testing/segmentationFiles.js';
import { SegmentationList } from './segmentationList.js';
import type { SegmentationSource } from './segmentationSources.js';
import { segmentationSources } from './segmentationSources.js';
import { seriesDrawnOn } from '../drawn/drawnSegmentation.js';

const STUDY = '1.1';
const SERIES = '1.1.1';

let viewer: FakeViewer;
let list: SegmentationList;
let cts: ViewerCts;

const libraries = () =>
  cornerstoneUtilities(viewer.managers.extensionManager).getCornerstoneLibraries();

beforeEach(() => {
  viewer = new FakeViewer();
  viewer.addCt(STUDY, SERIES);
  list = new SegmentationList(viewer.managers, parsingOnThisThread(), () => undefined);
  cts = readViewerCts(viewer.displaySets, viewer.managers.extensionManager);
});

const ct = () => cts.series[0]!;
const sources = (): SegmentationSource[] =>
  segmentationSources(
    viewer.managers.servicesManager.services,
    {
      studyInstanceUid: STUDY,
      ctSeriesUids: new Set(cts.series.map(({ identity }) => identity.seriesInstanceUid)),
    } as unknown as Parameters<typeof segmentationSources>[1],
    (segmentation) => seriesDrawnOn(segmentation, libraries()),
  );
const refresh = () => list.refresh(sources(), cts);
const entry = (id: string) => list.entries.find((one) => one.id === id)!;
const lesionsOf = (id: string) =>
  entry(id).lesions.map(({ label, volumeMm3 }) => `${label}: ${volumeMm3} mm³`);
const foreignSeg = (segments: Parameters<typeof segOf>[1]) =>
  writtenElsewhere(segOf(ct(), segments));

/** A SEG or RTSTRUCT, and how often the viewer fetched its file. */
async function add(dataset: NaturalisedDataset) {
  const id = await viewer.addObject(dataset);
  return { id, fetches: () => viewer.fetched.filter((uid) => uid === id).length };
}

describe('a SEG', () => {
  test('is listed by its series, then with its segments, its parts and its CT', async () => {
    const dataset = foreignSeg({ Tumour: [[0, 0, 0]], Node: [[1, 1, 1], [3, 3, 2], [3, 2, 2]] }); // prettier-ignore
    const { id } = await add(dataset);
    const reading = refresh();
    expect(entry(id)).toMatchObject({ kind: 'SEG', status: 'loading', lesions: [] });
    await reading;
    expect(entry(id)).toMatchObject({
      kind: 'SEG',
      status: 'ready',
      source: `SEG "${String(dataset['SeriesDescription'])}", series 9400`,
      ct: { seriesInstanceUid: SERIES },
      ctStandsIn: false,
      refusedSegments: [],
    });
    expect(lesionsOf(id)).toEqual([
      'Tumour: 1 mm³',
      'Node: 3 mm³',
      'Node, part 1: 2 mm³',
      'Node, part 2: 1 mm³',
    ]);
  });

  test('is what its lesions come from, so that a report can refer to its segments', async () => {
    const dataset = foreignSeg({ Tumour: [[0, 0, 0]], Node: [[1, 1, 1]] });
    const { id } = await add(dataset);
    await refresh();
    const origin = list.findLesion(`${id}/2`)!;
    expect(origin.segment).toMatchObject({ number: 2, label: 'Node', trackingUid: '2.25.2' });
    expect(origin.segmentation.object).toMatchObject({
      kind: 'SEG',
      identity: {
        studyInstanceUid: STUDY,
        seriesInstanceUid: dataset['SeriesInstanceUID'],
        sopInstanceUid: dataset['SOPInstanceUID'],
      },
    });
    const { mask } = await origin.segmentation.maskOn(origin.ct, 2);
    expect([...mask.data.entries()].filter(([, value]) => value === 1)).toEqual([[21, 1]]);
  });

  test('is fetched once, however often it is read', async () => {
    const { id, fetches } = await add(foreignSeg({ Tumour: [[0, 0, 0]] }));
    await refresh();
    list.markChanged(id);
    await refresh();
    expect(entry(id).status).toBe('ready');
    expect(fetches()).toBe(1);
  });

  test('that cannot be fetched is refused beside the others, and fetched again when asked', async () => {
    const lost = await add(foreignSeg({ Tumour: [[0, 0, 0]] }));
    const other = await add(foreignSeg({ Tumour: [[1, 0, 0]] }));
    viewer.loseFile(lost.id);
    await refresh();
    expect(entry(lost.id)).toMatchObject({ status: 'refused', lesions: [] });
    expect(entry(lost.id).error?.code).toBe('unsupported-object');
    expect(entry(other.id).status).toBe('ready');
    list.markChanged(lost.id);
    await refresh();
    expect([lost.fetches(), other.fetches()]).toEqual([2, 1]);
  });

  test('of another study is listed where it was drawn on a CT of this one', async () => {
    const dataset = foreignSeg({ Tumour: [[0, 0, 0]] });
    const { id } = await add({ ...dataset, StudyInstanceUID: '2.2' });
    expect(sources()).toEqual([]);
    const at = viewer.displaySets.findIndex((set) => set.displaySetInstanceUID === id);
    viewer.displaySets[at] = { ...viewer.displaySets[at]!, referencedSeriesInstanceUID: SERIES };
    await refresh();
    expect(entry(id).status).toBe('ready');
  });

  test('is read on the CT that the user prefers', async () => {
    viewer.addCt(STUDY, '1.1.2', { FrameOfReferenceUID: `${SERIES}.99` });
    cts = readViewerCts(viewer.displaySets, viewer.managers.extensionManager);
    const { id } = await add(foreignSeg({ Tumour: [[0, 0, 0]] }));
    await refresh();
    const { ct: first, ctAlternatives } = entry(id);
    expect(first!.seriesInstanceUid).toBe(SERIES);
    expect(ctAlternatives.map(({ seriesInstanceUid }) => seriesInstanceUid)).toEqual(['1.1.2']);

    list.preferCt(id, ctAlternatives[0]!);
    const waiting = entry(id);
    expect(waiting).toMatchObject({ status: 'loading', ct: ctAlternatives[0] });
    await refresh();
    expect(entry(id)).toMatchObject({
      status: 'ready',
      ct: ctAlternatives[0],
      ctAlternatives: [first],
    });
    expect(list.findLesion(`${id}/1`)!.ct.identity.seriesInstanceUid).toBe('1.1.2');
  });
});

describe('a SEG of ours', () => {
  test('is not a lesion more than the contours it was written from', async () => {
    const source = await add(foreignSeg({ Tumour: [[0, 0, 0]] }));
    const copy = await add(segOf(ct(), { Tumour: [[0, 0, 0]] }));
    const reading = refresh();
    expect(list.entries.map(({ id }) => id)).toEqual([source.id]);
    await reading;
    expect(list.entries.map(({ id }) => id)).toEqual([source.id]);
    expect(list.findLesion(`${copy.id}/1`)).toBeDefined();
  });

  test('is listed when nothing else holds its contours', async () => {
    const other = await add(foreignSeg({ Tumour: [[1, 0, 0]] }));
    const own = await add(segOf(ct(), { Tumour: [[0, 0, 0]] }));
    await refresh();
    expect(list.entries.map(({ id }) => id)).toEqual([other.id, own.id]);
  });
});

describe('an RTSTRUCT', () => {
  test('is listed with its ROIs, filled on its CT', async () => {
    const { id, fetches } = await add(rtStructOf(ct(), 'GTV-1', 1));
    await refresh();
    expect(entry(id)).toMatchObject({
      kind: 'RTSTRUCT',
      status: 'ready',
      source: 'RTSTRUCT "Plan", series 7',
      ct: { seriesInstanceUid: SERIES },
    });
    expect(lesionsOf(id)).toEqual(['GTV-1: 4 mm³']);
    const lesion = list.findLesion(`${id}/5`)!;
    expect(lesion.segmentation.object).toMatchObject({ kind: 'RTSTRUCT' });
    expect(list.lesionPlaces()).toEqual([
      { centroidLps: [0.5, 0.5, 1], frameOfReferenceUid: `${SERIES}.99` },
    ]);
    expect(fetches()).toBe(1);
  });

  test('hides the SEG that was written from it', async () => {
    const { id } = await add(rtStructOf(ct(), 'GTV-1', 1));
    await add(segOf(ct(), { 'GTV-1': [[0, 0, 1], [1, 0, 1], [0, 1, 1], [1, 1, 1]] })); // prettier-ignore
    await refresh();
    expect(list.entries.map((one) => one.id)).toEqual([id]);
  });

  test('without contours is refused, for that reason', async () => {
    const dataset = { ...rtStructOf(ct(), 'GTV-1', 1), ROIContourSequence: [] };
    const { id } = await add(dataset);
    await refresh();
    expect(entry(id)).toMatchObject({ kind: 'RTSTRUCT', status: 'refused' });
    expect(entry(id).error?.code).toBe('empty-segment');
  });
});

describe('an object that the user has loaded', () => {
  /** The viewer's labelmap of a SEG of one voxel. */
  async function loaded() {
    const { id } = await add(foreignSeg({ Tumour: [[0, 0, 0]] }));
    viewer.addLabelmap(id, SERIES, ['Tumour']);
    viewer.paint(id, [0, 0, 0]);
    await refresh();
    return id;
  }

  test('stays the object when the viewer reports a change but nothing was drawn', async () => {
    const id = await loaded();
    list.markDrawnOn(id);
    expect(entry(id).status).toBe('ready');
    await refresh();
    expect(entry(id)).toMatchObject({ kind: 'SEG', status: 'ready' });
  });

  test('is no longer the object once something was drawn, and again when it was undone', async () => {
    const id = await loaded();
    viewer.paint(id, [1, 0, 0]);
    list.markDrawnOn(id);
    await refresh();
    expect(entry(id)).toMatchObject({ kind: 'labelmap', status: 'ready' });
    expect(entry(id).source).toMatch(/^edited from SEG "Tumour, for mutation prediction"/);
    expect(lesionsOf(id)).toEqual(['Tumour: 2 mm³']);
    expect(list.findLesion(`${id}/1`)!.segmentation.object).toBeUndefined();

    viewer.paint(id, [1, 0, 0], 0);
    list.markDrawnOn(id);
    expect(entry(id).status).toBe('loading');
    await refresh();
    expect(entry(id)).toMatchObject({ kind: 'SEG', status: 'ready' });
  });
});
