import type { Mask } from '@mutation-prediction/core';
import { readViewerCts } from '../ct/viewerCt.js';
import { FakeViewer } from '../testing/fakeViewer.js';
import { readLesionMask } from './lesionMask.js';
import type { ViewerSegmentation } from './openSegmentation.js';
import { readSegmentation } from './segmentationEntry.js';

const jane = { PatientID: '4711', PatientName: [{ Alphabetic: 'Doe^Jane' }], PatientSex: 'F' };

/** Contours of one voxel that say they were drawn on a series. */
function contours(series: string, patient?: ViewerSegmentation['patient']): ViewerSegmentation {
  return {
    kind: 'SEG',
    source: 'SEG "A"',
    reference: {
      name: 'SEG "A"',
      references: {
        frameOfReferenceUid: '9.1',
        referencedSeriesUids: [series],
        referencedSopInstanceUids: [],
        referencedFrames: [],
      },
    },
    patient,
    segments: [{ number: 1, label: 'Lesion' }],
    maskOn: ({ grid }) => {
      const mask: Mask = { grid, data: new Uint8Array(48) };
      mask.data[21] = 1;
      return Promise.resolve({ mask, resampled: false });
    },
  };
}

function viewerWith(...series: readonly string[]): FakeViewer {
  const viewer = new FakeViewer();
  for (const uid of series) viewer.addCt('1.1', uid, { ...jane, FrameOfReferenceUID: '9.1' });
  return viewer;
}

const read = (viewer: FakeViewer, segmentation: ViewerSegmentation, preferred?: string) =>
  readSegmentation(
    'a',
    segmentation,
    readViewerCts(viewer.displaySets, viewer.managers.extensionManager),
    preferred,
  );

test('contours of the patient, or of one who is not named, can be used', async () => {
  const viewer = viewerWith('1.1.1');
  const own = { PatientID: '4711', PatientName: 'DOE^JANE' };
  for (const patient of [own, {}, undefined]) {
    const { entry, lesions } = await read(viewer, contours('1.1.1', patient));
    expect(entry).toMatchObject({ status: 'ready', warnings: [] });
    expect(lesions.size).toBe(1);
  }
});

test('a DICOM object’s contours are kept as they were listed; what can be drawn on is read when it is needed', async () => {
  const viewer = viewerWith('1.1.1');
  const drawn = contours('1.1.1');
  const object: ViewerSegmentation = {
    ...drawn,
    object: { kind: 'SEG', identity: {} as NonNullable<ViewerSegmentation['object']>['identity'] },
    segments: [{ number: 1, label: 'Two' }],
    maskOn: ({ grid }) => {
      const mask: Mask = { grid, data: new Uint8Array(48) };
      mask.data.fill(1, 20, 22).fill(1, 44, 45);
      return Promise.resolve({ mask, resampled: true });
    },
  };
  const [listed] = (await read(viewer, drawn)).lesions.values();
  expect(listed).not.toHaveProperty('contours');

  const { lesions } = await read(viewer, object);
  expect(lesions.size).toBe(3);
  for (const origin of lesions.values()) {
    expect(origin.contours!.drawn).toEqual({ resampled: true });
    const kept = await readLesionMask(origin);
    const { segmentation, ct, segment, label, component } = origin;
    const unread = {
      segmentation,
      ct,
      segment,
      label,
      warnings: [],
      ...(component && { component }),
    };
    expect(kept).toEqual(await readLesionMask(unread));
  }
});

test('contours of another patient are refused, without a way around it', async () => {
  const patient = { PatientID: '4712', PatientName: 'Roe^Mary' };
  const { entry, lesions } = await read(viewerWith('1.1.1'), contours('1.1.1', patient));
  expect(lesions.size).toBe(0);
  expect(entry).toMatchObject({
    status: 'refused',
    lesions: [],
    error: {
      code: 'other-patient',
      message:
        'SEG "A" and CT series without number contradict each other in patient ID and patient name: they may be of different patients.',
    },
  });
});

test('a CT whose images are of two patients is refused, whatever lies on it', async () => {
  const viewer = viewerWith('1.1.1');
  Object.assign(viewer.displaySets[0]!.instances![1]!, { PatientID: '4712' });
  for (const kind of ['SEG', 'labelmap'] as const) {
    const { entry } = await read(viewer, { ...contours('1.1.1'), kind });
    expect(entry.error).toMatchObject({
      code: 'other-patient',
      message: expect.stringContaining('contradict each other in patient ID') as string,
    });
  }
});

test('contours that are read on another phase say so, in every prediction', async () => {
  const viewer = viewerWith('1.1.1', '1.1.2');
  const { entry, lesions } = await read(viewer, contours('1.1.1'), '1.1.2');
  const warnings = [
    expect.objectContaining({
      code: 'other-ct',
      message: expect.stringContaining('SEG "A" was drawn on') as string,
    }),
  ];
  expect(entry).toMatchObject({ status: 'ready', warnings });
  expect([...lesions.values()][0]!.warnings).toEqual(warnings);
});

test('what is refused keeps the choice of another CT', async () => {
  const viewer = viewerWith('1.1.1', '1.1.2');
  const { entry } = await read(viewer, contours('1.1.1', { PatientID: '4712' }));
  expect(entry.ctAlternatives).toHaveLength(1);
});

describe('contours that do not say on which phase of a series they were drawn', () => {
  const viewer = new FakeViewer();
  viewer.addPhases('1.1', '1.1.1', [40, 75]);
  const onSeries = contours('1.1.1');
  const { references } = onSeries.reference;
  const unspecific = {
    ...onSeries,
    reference: { name: 'SEG "A"', references: { ...references!, frameOfReferenceUid: '1.1.1.99' } },
  };

  test('are refused, and the phases offered', async () => {
    const { entry, lesions } = await read(viewer, unspecific);
    expect(lesions.size).toBe(0);
    expect(entry).toMatchObject({ status: 'refused', error: { code: 'several-series' } });
    expect(entry.error?.message).toContain('cardiac phase 40 %, cardiac phase 75 %');
    expect(entry.ctAlternatives.map(({ description }) => description)).toEqual([
      'Series ?, cardiac phase 40 %, 3 images',
      'Series ?, cardiac phase 75 %, 3 images',
    ]);
  });

  test('are read on the one that is chosen, and the other is offered', async () => {
    const { entry, lesions } = await read(viewer, unspecific, '1.1.1/cardiac phase 75 %');
    expect(entry).toMatchObject({
      status: 'ready',
      ct: { description: 'Series ?, cardiac phase 75 %, 3 images' },
      ctReason: { term: 'asked-for' },
      ctAlternatives: [{ id: '1.1.1/cardiac phase 40 %' }],
    });
    expect([...lesions.values()].map(({ ct }) => ct.identity.phase)).toEqual([
      'cardiac phase 75 %',
    ]);
  });
});
