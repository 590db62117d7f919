import { SegmentationParser } from '../../parsing/segmentationParser.js';
import type { ViewerCts } from '../ct/viewerCt.js';
import { readViewerCts } from '../ct/viewerCt.js';
import { FakeViewer } from '../testing/fakeViewer.js';
import { SegmentationList } from './segmentationList.js';
import type { SegmentationSource } from './segmentationSources.js';

const noObjects = new SegmentationParser(() => {
  throw new Error('an object was opened');
});

let viewer: FakeViewer;
let list: SegmentationList;
let cts: ViewerCts;
let changes: number;

const readCts = () => readViewerCts(viewer.displaySets, viewer.managers.extensionManager);

beforeEach(() => {
  viewer = new FakeViewer();
  viewer.addCt('1.1', '1.1.1');
  viewer.addLabelmap('first', '1.1.1');
  viewer.addLabelmap('second', '1.1.1', ['Lesion', 'Node']);
  viewer.paint('first', [0, 0, 0]);
  viewer.paint('second', [0, 0, 0]);
  viewer.paint('second', [1, 0, 0]);
  viewer.paint('second', [3, 3, 2]);
  viewer.paint('second', [2, 2, 1], 2);
  changes = 0;
  list = new SegmentationList(viewer.managers, noObjects, () => changes++);
  cts = readCts();
});

const sources = (): SegmentationSource[] =>
  viewer.segmentations.map((segmentation) => ({
    id: segmentation.segmentationId,
    displaySet: undefined,
    segmentation,
  }));

const refresh = () => list.refresh(sources(), cts);
const entry = (id: string) => list.entries.find((one) => one.id === id)!;
const statuses = () => list.entries.map(({ id, status }) => `${id} ${status}`);

test('lists everything at once, then what has been read, in the order given', async () => {
  const reading = refresh();
  expect(statuses()).toEqual(['first loading', 'second loading']);
  await reading;
  expect(statuses()).toEqual(['first ready', 'second ready']);
  expect(changes).toBe(3);
});

test('finds the whole segment and each of its parts by the id that is listed', async () => {
  await refresh();
  const found = entry('second').lesions.map(({ id, label }) => [id, label]);
  expect(found).toEqual([
    ['second/1', 'Lesion'],
    ['second/1/1', 'Lesion, part 1'],
    ['second/1/2', 'Lesion, part 2'],
    ['second/2', 'Node'],
  ]);
  expect(list.findLesion('second/1')).not.toHaveProperty('component');
  expect(list.findLesion('second/1/2')).toMatchObject({
    label: 'Lesion, part 2',
    component: 2,
    segment: { number: 1 },
  });
  expect(list.findLesion('second/3')).toBeUndefined();
});

test('tells where the lesions are, in which frame of reference', async () => {
  await refresh();
  expect(list.lesionPlaces()).toHaveLength(5);
  expect(list.lesionPlaces()[0]).toEqual({
    centroidLps: [0, 0, 0],
    frameOfReferenceUid: '1.1.1.99',
  });
});

test('reads again only what was marked as changed', async () => {
  await refresh();
  const untouched = list.findLesion('first/1');
  viewer.paint('first', [1, 0, 0]);
  viewer.paint('second', [2, 0, 0]);
  list.markChanged('second');
  await refresh();
  expect(entry('second').lesions[0]!.volumeMm3).toBe(4);
  expect(entry('first').lesions[0]!.volumeMm3).toBe(1);
  expect(list.findLesion('first/1')).toBe(untouched);
});

test('raises the revision where the contours changed, not where they were only read again', async () => {
  await refresh();
  const before = list.entries.map(({ revision }) => revision);
  viewer.paint('second', [2, 0, 0]);
  list.markChanged('first');
  list.markChanged('second');
  await refresh();
  expect(entry('first').revision).toBe(before[0]);
  expect(entry('second').revision).toBeGreaterThan(Math.max(...before));
});

test('what is drawn on stays on the screen, as no longer current', async () => {
  await refresh();
  const before = entry('first');
  list.markDrawnOn('first');
  expect(entry('first')).toEqual({ ...before, status: 'loading' });
  expect(entry('second').status).toBe('ready');
  await refresh();
  expect(entry('first')).toEqual(before);
});

test('drops what is gone, with its lesions', async () => {
  await refresh();
  viewer.segmentations.shift();
  await refresh();
  expect(statuses()).toEqual(['second ready']);
  expect(list.findLesion('first/1')).toBeUndefined();
});

test('a later refresh takes over, and nothing of a study that was left appears', async () => {
  const outdated = refresh();
  list.clear();
  await outdated;
  expect(list.entries).toEqual([]);
  expect(list.lesionPlaces()).toEqual([]);

  await refresh();
  expect(statuses()).toEqual(['first ready', 'second ready']);
});

test('drawn on while it is read: that reading does not count', async () => {
  const reading = refresh();
  list.markDrawnOn('first');
  await reading;
  expect(statuses()).toEqual(['first loading', 'second ready']);
  await refresh();
  expect(statuses()).toEqual(['first ready', 'second ready']);
});

test('one that cannot be used is refused beside the others', async () => {
  viewer.addContours('contours', '1.1.1');
  viewer.segmentations.push({
    ...viewer.segmentations.pop()!,
    representationData: {},
  });
  await refresh();
  expect(statuses()).toEqual(['first ready', 'second ready', 'contours refused']);
  expect(entry('contours').error?.code).toBe('unsupported-object');
});
