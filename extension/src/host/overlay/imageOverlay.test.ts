/** @jest-environment jsdom */
import { jest } from '@jest/globals';
import { FakeViewport, librariesWith } from '../testing/fakeViewports.js';
import { ImageOverlay } from './imageOverlay.js';

const frameOfReferenceUid = '1.2.3.5';
let viewports: FakeViewport[];
let overlay: ImageOverlay;

beforeEach(() => {
  document.body.innerHTML = '';
  viewports = [new FakeViewport('a'), new FakeViewport('b', 'another')];
  overlay = new ImageOverlay(() => librariesWith(viewports));
});

afterEach(() => overlay.show(undefined));

const layers = () => [...document.querySelectorAll('.mp-overlay')];
const pathIn = ({ element }: FakeViewport) =>
  element.querySelector('[data-part="contour"] path')?.getAttribute('d');
const contourOn = jest.fn(() => 'M0 0L1 0L1 1Z');

beforeEach(() => contourOn.mockClear());

test('it draws over viewports of the frame of reference, below the viewer’s own drawings', () => {
  overlay.show({ frameOfReferenceUid, contourOn });
  expect(layers()).toHaveLength(1);
  expect(pathIn(viewports[0]!)).toBe('M0 0L1 0L1 1Z');
  expect(layers()[0]!.nextElementSibling?.className).not.toBe('');
  expect(layers()[0]!.nextElementSibling?.getAttribute('class')).toBe('svg-layer');
});

test('a zoom moves the outline, only another slice makes a new one', () => {
  const [viewport] = viewports as [FakeViewport, FakeViewport];
  overlay.show({ frameOfReferenceUid, contourOn });
  const group = viewport.element.querySelector('[data-part="contour"]')!;
  expect(group.getAttribute('transform')).toBe('matrix(2, 0, 0, 2, 0, 0)');

  Object.assign(viewport, { corner: [10, 5, 0], right: [0.25, 0, 0], down: [0, 0.25, 0] });
  viewport.render();
  expect(group.getAttribute('transform')).toBe('matrix(4, 0, 0, 4, -40, -20)');
  expect(contourOn).toHaveBeenCalledTimes(1);

  viewport.corner = [10, 5, 3];
  viewport.render();
  expect(contourOn).toHaveBeenCalledTimes(2);
});

test('a viewport that a layout brings is drawn over when it is rendered', () => {
  overlay.show({ frameOfReferenceUid, contourOn });
  viewports[0]!.close();
  viewports = [new FakeViewport('mpr-axial'), new FakeViewport('mpr-coronal')];
  viewports.forEach((viewport) => viewport.render());
  expect(layers()).toHaveLength(2);
});

test('a point is marked on its slice and on no other', () => {
  const [viewport] = viewports as [FakeViewport, FakeViewport];
  overlay.show({ frameOfReferenceUid, mark: { pointLps: [20, 30, 1], withinMm: 1.2 } });
  const cross = viewport.element.querySelector<SVGElement>('[data-part="mark"]')!;
  expect(cross.getAttribute('transform')).toBe('translate(40 60)');
  expect(cross.style.display).toBe('');
  viewport.corner = [0, 0, 3];
  viewport.render();
  expect(cross.style.display).toBe('none');
});

test('nothing stays: no element, and nobody listens', () => {
  overlay.show({ frameOfReferenceUid, contourOn });
  overlay.show(undefined);
  expect(layers()).toEqual([]);
  contourOn.mockClear();
  viewports.forEach((viewport) => viewport.render());
  expect(layers()).toEqual([]);
  expect(contourOn).not.toHaveBeenCalled();
});

test('another frame of reference takes the drawing with it', () => {
  overlay.show({ frameOfReferenceUid, contourOn });
  overlay.show({ frameOfReferenceUid: 'another', contourOn });
  expect(viewports[0]!.element.querySelector('.mp-overlay')).toBeNull();
  expect(viewports[1]!.element.querySelector('.mp-overlay')).not.toBeNull();
});

test('a 3-D rendering is left alone', () => {
  Object.assign(viewports[0]!, { type: 'volume3d' });
  overlay.show({ frameOfReferenceUid, contourOn });
  expect(layers()).toEqual([]);
});
