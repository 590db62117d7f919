/** @jest-environment jsdom */
import { jest } from '@jest/globals';
import { FakeViewport, librariesWith } from '../testing/fakeViewports.js';
import { KeptView, LUNG_RANGE } from './keptView.js';
import type { Services } from './ohif.js';

/** As the file proposes: centre 40, width 400. */
const FILES = { lower: -160, upper: 240 };
const BONE = { lower: -700, upper: 1300 };

let viewports: FakeViewport[];
let dataChanged: (detail: unknown) => void;
let kept: KeptView;

beforeEach(() => {
  jest.useFakeTimers();
  document.body.innerHTML = '';
  viewports = [new FakeViewport('default')];
  const service = {
    EVENTS: { VIEWPORT_DATA_CHANGED: 'data' },
    subscribe: (_: string, listener: typeof dataChanged) => {
      dataChanged = listener;
      return { unsubscribe: () => (dataChanged = () => undefined) };
    },
  };
  const services = { cornerstoneViewportService: service } as unknown as Services;
  kept = new KeptView(
    () => services,
    () => librariesWith(viewports),
  );
  kept.connect();
});

afterEach(() => {
  kept.disconnect();
  jest.useRealTimers();
});

/** A layout comes: OHIF closes what there was and fills what it made. */
function layout(...made: FakeViewport[]): void {
  viewports.forEach((viewport) => viewport.close());
  viewports = made;
  made.forEach((viewport) => viewport.render());
  made.forEach(({ id: viewportId }) => dataChanged({ viewportId }));
  jest.runAllTimers();
}

const settle = () => {
  viewports.forEach(({ id: viewportId }) => dataChanged({ viewportId }));
  jest.runAllTimers();
};

function setWindow(viewport: FakeViewport, range: typeof FILES): void {
  viewport.voiRange = range;
  viewport.emit('CORNERSTONE_VOI_MODIFIED', { range });
}

test('a new viewport with the file’s window gets the lung’s', () => {
  settle();
  layout(new FakeViewport('axial'), new FakeViewport('sagittal'));
  expect(viewports.map(({ voiRange }) => voiRange)).toEqual([LUNG_RANGE, LUNG_RANGE]);
});

test('it gets the window that its user last set', () => {
  settle();
  setWindow(viewports[0]!, BONE);
  layout(new FakeViewport('axial'));
  expect(viewports[0]!.voiRange).toEqual(BONE);
});

test('a window that OHIF brings back stays', () => {
  settle();
  const restored = new FakeViewport('axial');
  restored.voiRange = BONE;
  layout(restored);
  expect(restored.voiRange).toEqual(BONE);
});

test('what a viewport begins with is nobody’s wish', () => {
  settle();
  const axial = new FakeViewport('axial');
  viewports.push(axial);
  setWindow(axial, FILES);
  settle();
  expect(axial.voiRange).toEqual(LUNG_RANGE);
});

test('viewports that a layout brings go to the place on show', () => {
  settle();
  viewports[0]!.jumpToWorld([1, 2, 30]);
  kept.wentTo('1.2.3.5', [1, 2, 30]);
  layout(new FakeViewport('axial'), new FakeViewport('other', 'another'));
  expect(viewports.map(({ jumps }) => jumps)).toEqual([[[1, 2, 30]], []]);
});

test('they stay where OHIF has them once the user has gone elsewhere', () => {
  settle();
  kept.wentTo('1.2.3.5', [1, 2, 30]);
  viewports[0]!.corner = [0, 0, 60];
  viewports[0]!.render();
  layout(new FakeViewport('axial'));
  expect(viewports[0]!.jumps).toEqual([]);
});

test('a place that no viewport could show yet is gone to by the first that can', () => {
  viewports = [];
  kept.wentTo('1.2.3.5', [1, 2, 30]);
  layout(new FakeViewport('axial'));
  expect(viewports[0]!.jumps).toEqual([[1, 2, 30]]);
  viewports[0]!.corner = [0, 0, 60];
  viewports[0]!.render();
  layout(new FakeViewport('axial'));
  expect(viewports[0]!.jumps).toEqual([]);
});

test('a viewport without images does no harm', () => {
  const empty = new FakeViewport('empty');
  empty.getImageIds = () => {
    throw new Error('No actor found for the given volumeId: undefined');
  };
  layout(empty);
  setWindow(empty, BONE);
  expect(empty.jumps).toEqual([]);
});

test('nobody listens once the mode is left', () => {
  settle();
  kept.disconnect();
  setWindow(viewports[0]!, BONE);
  kept.connect();
  settle();
  layout(new FakeViewport('axial'));
  expect(viewports[0]!.voiRange).toEqual(LUNG_RANGE);
});
