import type { LesionViews } from '../views/lesionViews.js';
import { maskOutline, viewPixels } from './viewImage.js';

const axialAndCoronal: LesionViews = {
  planes: ['axial', 'coronal'],
  size: 2,
  hu: Float32Array.from([-1350, -600, 150, 3000, -1350, -1350, 150, 150]),
  cubeSize: 2,
  cubeSpacingMm: 1,
  mask: Uint8Array.from([1, 0, 0, 0, 1, 1, 0, 0]),
  centreLps: [0, 0, 0],
};

const grey = (pixels: Uint8ClampedArray) => [0, 4, 8, 12].map((at) => pixels[at]);

it('maps the lung window −1350…150 HU to black…white and clips beyond it', () => {
  expect(grey(viewPixels(axialAndCoronal, 0))).toEqual([0, 128, 255, 255]);
});

it('shows the last row of a coronal view, the patient’s head, on top', () => {
  expect(grey(viewPixels(axialAndCoronal, 1))).toEqual([255, 255, 0, 0]);
});

it('draws the four edges of a single mask sample', () => {
  expect(new Set(maskOutline(axialAndCoronal, 0).map(String))).toEqual(
    new Set(['0,0,0.5,0', '0,0.5,0.5,0.5', '0,0,0,0.5', '0.5,0,0.5,0.5']),
  );
});

it('turns the outline with the image', () => {
  const ys = maskOutline(axialAndCoronal, 1).flatMap(([, y0, , y1]) => [y0, y1]);
  expect(Math.min(...ys)).toBe(0.5);
});
