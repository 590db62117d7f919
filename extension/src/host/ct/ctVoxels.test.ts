import type { CtStack } from '@mutation-prediction/core';
import { readCachedRegion } from './ctVoxels.js';
import type { CornerstoneLibraries } from '../viewer/ohif.js';
import type { ViewerSlice } from './viewerSlice.js';

interface FakeImage {
  readonly pixels: ArrayLike<number>;
  readonly scaled?: boolean;
  readonly slope?: number;
  readonly intercept?: number;
  readonly columns?: number;
}

/** Images of 3 columns × 2 rows; asks for others fail. */
function fakeLibraries(images: Record<string, FakeImage>, asked: string[] = []) {
  const loadAndCacheImage = async (imageId: string) => {
    asked.push(imageId);
    const { pixels, scaled = true, slope = 1, intercept = 0, columns = 3 } = images[imageId]!;
    return {
      rows: 2,
      columns,
      slope,
      intercept,
      preScale: { enabled: true, scaled },
      getPixelData: () => pixels,
    };
  };
  return { cornerstone: { imageLoader: { loadAndCacheImage } } } as unknown as CornerstoneLibraries;
}

function fakeStack(imageIds: readonly string[], slope = 1): CtStack<ViewerSlice> {
  return {
    grid: {
      size: [3, 2, imageIds.length],
      origin: [10, 20, 30],
      axes: [
        [2, 0, 0],
        [0, 2, 0],
        [0, 0, 5],
      ],
    },
    slices: imageIds.map((imageId) => ({
      imageId,
      source: { name: `image ${imageId}` },
      rows: 2,
      columns: 3,
      transform: { bitsStored: 12, highBit: 11, signed: false, slope, intercept: -1024 },
    })) as unknown as ViewerSlice[],
  };
}

describe('readCachedRegion', () => {
  const images = {
    a: { pixels: [1, 2, 3, 4, 5, 6] },
    b: { pixels: [11, 12, 13, 14, 15, 16] },
    c: { pixels: [21, 22, 23, 24, 25, 26] },
  };

  it('copies the box, on its shifted grid, asking for its slices only', async () => {
    const asked: string[] = [];
    const volume = await readCachedRegion(
      fakeStack(['a', 'b', 'c']),
      { lower: [1, 0, 1], upper: [3, 2, 3] },
      fakeLibraries(images, asked),
    );
    expect([...volume.data]).toEqual([12, 13, 15, 16, 22, 23, 25, 26]);
    expect(volume.data).toBeInstanceOf(Int16Array);
    expect(volume.grid).toMatchObject({ size: [2, 2, 2], origin: [12, 20, 35] });
    expect(asked).toEqual(['b', 'c']);
  });

  it('scales what the viewer did not, and keeps fractional HU', async () => {
    const raw = { pixels: [0, 1, 2, 3, 4, 5], scaled: false, slope: 0.5, intercept: -1024 };
    const volume = await readCachedRegion(
      fakeStack(['a'], 0.5),
      { lower: [0, 0, 0], upper: [3, 1, 1] },
      fakeLibraries({ a: raw }),
    );
    expect(volume.data).toEqual(Float32Array.of(-1024, -1023.5, -1023));
  });

  it('leaves what the viewer scaled as it is, whatever rescaling the image names', async () => {
    // As OHIF's images are: HU in the pixels, and the file's slope and intercept beside them.
    const scaled = { pixels: [-1000, -500, 0, 40, 100, 700], slope: 1, intercept: -1024 };
    const volume = await readCachedRegion(
      fakeStack(['a']),
      { lower: [0, 0, 0], upper: [3, 2, 1] },
      fakeLibraries({ a: scaled }),
    );
    expect(volume.data).toEqual(Int16Array.of(-1000, -500, 0, 40, 100, 700));
  });

  it('refuses a preview of another size', async () => {
    const reading = readCachedRegion(
      fakeStack(['a']),
      { lower: [0, 0, 0], upper: [1, 1, 1] },
      fakeLibraries({ a: { pixels: [1, 2], columns: 1 } }),
    );
    await expect(reading).rejects.toMatchObject({ code: 'unsupported-object' });
  });

  it('stops when cancelled', async () => {
    const controller = new AbortController();
    controller.abort();
    const reading = readCachedRegion(
      fakeStack(['a']),
      { lower: [0, 0, 0], upper: [1, 1, 1] },
      fakeLibraries(images),
      controller.signal,
    );
    await expect(reading).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('asks for no further slice once it is cancelled or one has failed', async () => {
    const many = Array.from({ length: 100 }, (_, n) => `s${n}`);
    const box = { lower: [0, 0, 0], upper: [1, 1, 100] } as const;
    const read = ({ failsAt, cancelledAt }: { failsAt?: string; cancelledAt?: string }) => {
      const controller = new AbortController();
      const asked: string[] = [];
      const { cornerstone } = fakeLibraries(
        Object.fromEntries(many.map((id) => [id, { pixels: [1, 2, 3, 4, 5, 6] }])),
        asked,
      );
      const load = cornerstone.imageLoader.loadAndCacheImage;
      cornerstone.imageLoader.loadAndCacheImage = async (id) => {
        if (id === failsAt) throw new Error('404');
        if (id === cancelledAt) controller.abort();
        return load(id);
      };
      const libraries = { cornerstone } as CornerstoneLibraries;
      return {
        asked,
        reading: readCachedRegion(fakeStack(many), box, libraries, controller.signal),
      };
    };
    const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

    const failed = read({ failsAt: 's3' });
    await expect(failed.reading).rejects.toThrow('404');
    await settled();
    expect(failed.asked.length).toBeLessThan(60);

    const cancelled = read({ cancelledAt: 's10' });
    await expect(cancelled.reading).rejects.toMatchObject({ code: 'cancelled' });
    await settled();
    expect(cancelled.asked.length).toBeLessThan(60);
  });
});
