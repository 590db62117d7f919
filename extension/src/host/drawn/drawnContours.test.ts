/** Contours drawn in the viewer are the voxels of an RTSTRUCT of the same contours. */
import type { NaturalisedDataset } from '@mutation-prediction/core';
import { encodePart10, readSegmentationObject, readSegmentMask } from '@mutation-prediction/core';
import { readViewerCts, type ViewerCt } from '../ct/viewerCt.js';
import { cornerstoneUtilities } from '../viewer/cornerstone.js';
import { FakeViewer } from '../testing/fakeViewer.js';
import { rtStructOf } from '../testing/segmentationFiles.js';
import { openDrawnSegmentation } from './drawnSegmentation.js';

type Outline = readonly (readonly [number, number])[];

const viewer = new FakeViewer();
viewer.addCt('1.1', '1.1.1');
const cts = readViewerCts(viewer.displaySets, viewer.managers.extensionManager);
const ct = cts.series[0]!;

const polygon = (radius: number, corners: number): Outline =>
  Array.from({ length: corners }, (_, n) => {
    const angle = (2 * Math.PI * n) / corners;
    return [1.5 + radius * Math.cos(angle), 1.5 + radius * Math.sin(angle)];
  });

let drawn = 0;

/** A segmentation of contours by slice, the second of each the hole of the first. */
function draw(...contours: readonly (readonly [k: number, outer: Outline, hole?: Outline])[]) {
  const id = `drawn-${drawn++}`;
  viewer.addContours(id, '1.1.1');
  for (const [k, outer, hole] of contours) viewer.contour(id, k, outer, hole);
  const libraries = cornerstoneUtilities(
    viewer.managers.extensionManager,
  ).getCornerstoneLibraries();
  return openDrawnSegmentation(
    viewer.segmentationService.getSegmentation(id)!,
    'it',
    libraries,
    cts,
  );
}

async function storedMask(on: ViewerCt, contours: readonly (readonly [number, Outline])[]) {
  const dataset = rtStructOf(on, 'Lesion', 0);
  const [roi] = dataset.ROIContourSequence;
  const file = await encodePart10({
    ...dataset,
    ROIContourSequence: [
      {
        ...roi!,
        ContourSequence: contours.map(([k, outline]) => ({
          ContourGeometricType: 'CLOSED_PLANAR',
          NumberOfContourPoints: String(outline.length),
          ContourData: outline.flatMap(([x, y]) => [x, y, k].map((v) => v.toFixed(9))),
        })),
      },
    ],
  } as NaturalisedDataset);
  const object = await readSegmentationObject(new Uint8Array(file), 'plan');
  const { grid, identity } = on;
  return readSegmentMask(object, 5, { grid, frameOfReferenceUid: identity.frameOfReferenceUid });
}

test.each([
  ['one contour', [[0, polygon(1.7, 12)]]],
  ['a hole', [[1, polygon(2.1, 24), polygon(0.9, 8)]]],
  [
    'several of a slice, and on several slices',
    [
      [
        0,
        [
          [-0.4, -0.4],
          [0.6, -0.4],
          [0.6, 0.6],
          [-0.4, 0.6],
        ],
      ],
      [
        0,
        [
          [1.6, 1.6],
          [3.4, 1.6],
          [3.4, 3.4],
          [1.6, 3.4],
        ],
      ],
      [2, polygon(1.2, 5)],
    ],
  ],
] as const satisfies readonly (readonly [
  string,
  readonly (readonly [number, Outline, Outline?])[],
])[])('%s', async (_, contours: readonly (readonly [number, Outline, Outline?])[]) => {
  // prettier-ignore
  const { mask } = await draw(...contours).maskOn(ct, 1);
  const stored = await storedMask(
    ct,
    contours.flatMap(([k, outer, hole]) => [[k, outer], ...(hole ? [[k, hole] as const] : [])]),
  );
  expect(mask.data).toContain(1);
  expect([...mask.data]).toEqual([...stored.mask.data]);
});

test('a contour that is being drawn, or has no area, counts as none', async () => {
  const open = draw();
  const id = `drawn-${drawn - 1}`;
  viewer.contour(id, 0, polygon(1.7, 12), undefined, false);
  viewer.contour(id, 0, polygon(1.7, 2));
  await expect(open.maskOn(ct, 1)).rejects.toMatchObject({ code: 'empty-segment' });
});

test('contours across the slices are refused in words', async () => {
  const id = `drawn-${drawn}`;
  const across = draw([0, polygon(1.7, 12)]);
  const { state } = cornerstoneUtilities(viewer.managers.extensionManager).getCornerstoneLibraries()
    .cornerstoneTools.annotation;
  const { annotationUIDsMap } =
    viewer.segmentationService.getSegmentation(id)!.representationData.Contour!;
  const [uid] = annotationUIDsMap!.get(1)!;
  const annotation = state.getAnnotation(uid!) as unknown as {
    readonly data: { readonly contour: { readonly polyline: [number, number, number][] } };
  };
  annotation.data.contour.polyline[0]![2] = 2;
  await expect(across.maskOn(ct, 1)).rejects.toMatchObject({
    code: 'unsupported-object',
    message: expect.stringContaining('not parallel to the slices') as string,
  });
});
