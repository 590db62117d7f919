/** @jest-environment jsdom */
import { ReadersHand } from './readersHand.js';

let hand: ReadersHand;

beforeEach(() => {
  document.body.innerHTML = `<div class="viewport-wrapper">
      <div data-viewport-uid="axial"><canvas></canvas></div><div id="bar"></div>
    </div><div class="mp-panel"><input type="radio" /></div>`;
  hand = new ReadersHand();
  hand.connect();
});

afterEach(() => hand.disconnect());

const on = (selector: string, event: Event) =>
  document.querySelector(selector)!.dispatchEvent(event);
const pointer = () => new Event('pointerdown', { bubbles: true });
const wheel = () => new Event('wheel', { bubbles: true });
const key = (name: string) => new KeyboardEvent('keydown', { key: name, bubbles: true });

test.each([
  ['the wheel over an image', () => on('canvas', wheel())],
  ['a press on an image', () => on('canvas', pointer())],
  ['a press on the bar that scrolls', () => on('#bar', pointer())],
  ['a key that goes to another slice', () => on('body', key('ArrowDown'))],
])('%s takes the images in hand', (_, act) => {
  expect(hand.hasMoved).toBe(false);
  act();
  expect(hand.hasMoved).toBe(true);
  hand.forget();
  expect(hand.hasMoved).toBe(false);
});

test.each([
  ['the wheel over the panel', () => on('.mp-panel', wheel())],
  ['an arrow that picks a lesion', () => on('input', key('ArrowDown'))],
  ['any other key', () => on('body', key('Tab'))],
])('%s does not', (_, act) => {
  act();
  expect(hand.hasMoved).toBe(false);
});

test('nobody listens once the mode is left', () => {
  hand.disconnect();
  on('canvas', pointer());
  on('canvas', wheel());
  on('body', key('ArrowDown'));
  expect(hand.hasMoved).toBe(false);
});
