/** @jest-environment jsdom */
import { jest } from '@jest/globals';
import { SegmentationParser } from '../parsing/segmentationParser.js';
import { createStudyHost } from './studyHost.js';
import type { ConnectedStudyHost } from './studyHost.js';
import { manifest, prediction } from '../panel/testing/fixtures.js';
import { FakeViewer } from './testing/fakeViewer.js';
import { FakeViewport } from './testing/fakeViewports.js';

/** The studies here have labelmaps only. */
const noObjects = new SegmentationParser(() => {
  throw new Error('an object was opened');
});

const signatures = { trusted: [], verify: () => false };

/** Lets debounced changes settle and what they start finish. */
const settle = () => jest.advanceTimersByTimeAsync(2000);
/** A square in the plane of a slice, mm. */
const square = (from: number, to: number): [number, number][] => [
  [from, from],
  [to, from],
  [to, to],
  [from, to],
];

function connected(viewer: FakeViewer): ConnectedStudyHost {
  const host = createStudyHost(viewer.managers, noObjects, signatures);
  host.connect();
  host.subscribe(() => undefined);
  return host;
}

const onlySegmentation = (host: ConnectedStudyHost) => {
  const { segmentations } = host.getSnapshot();
  expect(segmentations).toHaveLength(1);
  return segmentations[0]!;
};

describe('the study host', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('follows a labelmap while it is drawn', async () => {
    const viewer = new FakeViewer();
    viewer.addCt('1.1', '1.1.1');
    viewer.show('1.1.1');
    const host = connected(viewer);
    viewer.addLabelmap('drawn', '1.1.1');
    await settle();
    expect(onlySegmentation(host)).toMatchObject({
      kind: 'labelmap',
      status: 'refused',
      error: { code: 'empty-segment' },
    });

    viewer.paint('drawn', [2, 1, 0]);
    viewer.paint('drawn', [2, 1, 1]);
    await settle();
    expect(onlySegmentation(host)).toMatchObject({
      status: 'ready',
      ctReason: { term: 'drawn-on' },
      lesions: [{ label: 'Lesion', centroidLps: [2, 1, 0.5], volumeMm3: 2 }],
    });
  });

  it('raises the revision when contours change, and only then', async () => {
    const viewer = new FakeViewer();
    viewer.addCt('1.1', '1.1.1');
    viewer.show('1.1.1');
    viewer.addLabelmap('drawn', '1.1.1');
    viewer.paint('drawn', [0, 0, 0]);
    const host = connected(viewer);
    await settle();
    const { revision } = onlySegmentation(host);

    viewer.paint('drawn', [0, 0, 0]); // the same voxel again
    await settle();
    expect(onlySegmentation(host).revision).toBe(revision);

    viewer.paint('drawn', [1, 0, 0]);
    await settle();
    expect(onlySegmentation(host).revision).toBe(revision + 1);
  });

  it('raises the revision when the CT changes under the same contours', async () => {
    const viewer = new FakeViewer();
    viewer.addCt('1.1', '1.1.1');
    viewer.show('1.1.1');
    viewer.addLabelmap('drawn', '1.1.1');
    viewer.paint('drawn', [0, 0, 0]);
    const host = connected(viewer);
    await settle();
    const { revision } = onlySegmentation(host);

    viewer.extendCt('1.1.1');
    await settle();
    expect(onlySegmentation(host).revision).toBeGreaterThan(revision);
  });

  it('never starts the revisions again, not even after another study', async () => {
    const viewer = new FakeViewer();
    viewer.addCt('1.1', '1.1.1');
    viewer.addCt('1.2', '1.2.1');
    viewer.show('1.1.1');
    viewer.addLabelmap('drawn', '1.1.1');
    viewer.paint('drawn', [0, 0, 0]);
    const host = connected(viewer);
    await settle();
    const { revision } = onlySegmentation(host);

    viewer.show('1.2.1');
    await settle();
    viewer.paint('drawn', [1, 0, 0]);
    viewer.show('1.1.1');
    await settle();
    expect(onlySegmentation(host).revision).toBeGreaterThan(revision);
  });

  it('takes what is being drawn on for out of date at once, and keeps it on the screen', async () => {
    const viewer = new FakeViewer();
    viewer.addCt('1.1', '1.1.1');
    viewer.show('1.1.1');
    viewer.addLabelmap('drawn', '1.1.1');
    viewer.paint('drawn', [0, 0, 0]);
    const host = connected(viewer);
    await settle();
    const before = onlySegmentation(host);
    expect(before.status).toBe('ready');

    viewer.paint('drawn', [1, 0, 0]);
    expect(onlySegmentation(host)).toEqual({ ...before, status: 'loading' });
    await settle();
    expect(onlySegmentation(host)).toMatchObject({ status: 'ready', lesions: [{ volumeMm3: 2 }] });
  });

  it('says which segments it cannot use, beside those that it can', async () => {
    const viewer = new FakeViewer();
    viewer.addCt('1.1', '1.1.1');
    viewer.show('1.1.1');
    viewer.addLabelmap('drawn', '1.1.1', ['Lesion', 'Nothing yet']);
    viewer.paint('drawn', [0, 0, 0]);
    const host = connected(viewer);
    await settle();
    expect(onlySegmentation(host)).toMatchObject({
      status: 'ready',
      lesions: [{ label: 'Lesion' }],
      refusedSegments: [{ label: 'Nothing yet', error: { code: 'empty-segment' } }],
    });
  });

  it('follows contours as they are drawn', async () => {
    const viewer = new FakeViewer();
    viewer.addCt('1.1', '1.1.1');
    viewer.show('1.1.1');
    viewer.addContours('drawn', '1.1.1');
    const host = connected(viewer);
    await settle();
    expect(onlySegmentation(host).error?.code).toBe('empty-segment');
    viewer.contour('drawn', 1, square(-0.5, 2.5));
    await settle();
    const drawn = onlySegmentation(host);
    expect(drawn).toMatchObject({
      status: 'ready',
      kind: 'labelmap',
      source: '"drawn", drawn here',
    });
    expect(drawn.lesions).toMatchObject([{ label: 'Lesion', volumeMm3: 9 }]);
    viewer.contour('drawn', 2, square(-0.5, 2.5));
    await settle();
    expect(onlySegmentation(host).lesions).toMatchObject([{ volumeMm3: 18 }]);
    expect(onlySegmentation(host).revision).toBeGreaterThan(drawn.revision);
  });

  it('notices a change that comes while it is reading', async () => {
    const viewer = new FakeViewer();
    viewer.addCt('1.1', '1.1.1');
    viewer.show('1.1.1');
    viewer.addLabelmap('drawn', '1.1.1');
    viewer.paint('drawn', [0, 0, 0]);
    const host = connected(viewer);
    await jest.advanceTimersByTimeAsync(250); // reading has begun and waits for its next task
    viewer.paint('drawn', [1, 0, 0]);
    await settle();
    expect(onlySegmentation(host).lesions[0]?.volumeMm3).toBe(2);
  });

  it('holds one study at a time', async () => {
    const viewer = new FakeViewer();
    viewer.addCt('1.1', '1.1.1', { PatientAge: '064Y', PatientSex: 'F' });
    viewer.addCt('1.2', '1.2.1', { PatientAge: '', PatientSex: 'M' });
    viewer.addLabelmap('first', '1.1.1');
    viewer.paint('first', [0, 0, 0]);
    viewer.addLabelmap('second', '1.2.1');
    viewer.paint('second', [0, 0, 0]);
    viewer.show('1.1.1');
    const host = connected(viewer);
    await settle();
    expect(host.getSnapshot()).toMatchObject({
      studyInstanceUid: '1.1',
      patient: { ageYears: 64, sex: 'F' },
      segmentations: [{ id: 'first' }],
    });

    const seen: string[] = [];
    host.subscribe(() => {
      const { studyInstanceUid, segmentations } = host.getSnapshot();
      seen.push(`${studyInstanceUid ?? 'none'}: ${segmentations.map(({ id }) => id).join()}`);
    });
    viewer.show('1.2.1');
    await settle();
    expect(host.getSnapshot().patient).toEqual({ sex: 'M' });
    expect(new Set(seen)).toEqual(new Set(['none: ', '1.2: second']));
  });

  it('saves nothing in a study whose CT series are of different patients', async () => {
    const viewer = new FakeViewer();
    viewer.addCt('1.1', '1.1.1', { PatientID: 'A', PatientName: 'Doe^Jane' });
    viewer.addCt('1.1', '1.1.2', { PatientID: 'B', PatientName: 'DOE^JANE' });
    viewer.show('1.1.1');
    viewer.addLabelmap('drawn', '1.1.1');
    viewer.paint('drawn', [0, 0, 0]);
    const host = connected(viewer);
    await settle();
    const lesionId = onlySegmentation(host).lesions[0]!.id;
    const [, clinical] = manifest.inputs;
    const { signal } = new AbortController();
    const request = await host.prepare(lesionId, { ...manifest, inputs: [clinical!] }, {}, signal);
    const predicted = prediction({ lesion: request.lesion });
    await expect(
      host.buildReport([{ prediction: predicted, measurements: [] }]),
    ).rejects.toMatchObject({
      code: 'other-patient',
      message:
        'CT series without number and another CT of this study contradict each other in patient ID: they may be of different patients.',
    });
  });

  it('opens the images at a place until the reader moves them, and those of the next study again', async () => {
    const viewer = new FakeViewer();
    for (const study of ['1.1', '1.2']) {
      viewer.addCt(study, `${study}.1`);
      viewer.addLabelmap(study, `${study}.1`);
      viewer.paint(study, [2, 1, 0]);
    }
    viewer.show('1.1.1');
    const [first, second] = [
      new FakeViewport('first', '1.1.1.99'),
      new FakeViewport('second', '1.2.1.99'),
    ];
    viewer.viewports.push(first, second);
    const host = createStudyHost(viewer.managers, noObjects, signatures);
    host.connect();
    first.element.dataset['viewportUid'] = 'first';
    first.element.dispatchEvent(new Event('wheel', { bubbles: true }));
    host.subscribe(() => undefined);
    await settle();
    host.openAt([2, 1, 0]);
    expect(first.jumps).toEqual([]);
    host.jumpTo([2, 1, 0]);
    expect(first.jumps).toEqual([[2, 1, 0]]);

    viewer.show('1.2.1');
    await settle();
    host.openAt([2, 1, 0]);
    expect(second.jumps).toEqual([[2, 1, 0]]);
    host.disconnect();
  });

  it('keeps its study while the active viewport is empty', async () => {
    const viewer = new FakeViewer();
    viewer.addCt('1.1', '1.1.1');
    viewer.show('1.1.1');
    const host = connected(viewer);
    await settle();
    viewer.activeDisplaySetUid = undefined;
    viewer.show('');
    await settle();
    expect(host.getSnapshot().studyInstanceUid).toBe('1.1');
  });

  it('reads nothing before the panel is shown, and lets go when the mode is left', async () => {
    const viewer = new FakeViewer();
    viewer.addCt('1.1', '1.1.1');
    viewer.show('1.1.1');
    const host = createStudyHost(viewer.managers, noObjects, signatures);
    host.connect();
    await settle();
    expect(host.getSnapshot().studyInstanceUid).toBeUndefined();

    host.subscribe(() => undefined);
    await settle();
    expect(host.getSnapshot().studyInstanceUid).toBe('1.1');

    host.disconnect();
    expect(viewer.listenerCount).toBe(0);
    expect(host.getSnapshot()).toMatchObject({ hasCt: false, segmentations: [] });
    expect(host.getSnapshot().studyInstanceUid).toBeUndefined();
  });
});
