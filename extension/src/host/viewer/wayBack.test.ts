/** @jest-environment jsdom */
import { jest } from '@jest/globals';
import { guardWayBack } from './wayBack.js';

let question: string | undefined;
let stop: () => void;
const went: string[] = [];
const confirm = jest.fn<(question?: string) => boolean>();

beforeEach(() => {
  document.body.innerHTML =
    '<div data-cy="return-to-work-list"><svg></svg></div><button>Other</button>';
  const back = document.querySelector('div')!;
  back.addEventListener('click', () => went.push('back'));
  document.querySelector('button')!.addEventListener('click', () => went.push('other'));
  went.length = 0;
  question = 'Leave?';
  confirm.mockReset();
  window.confirm = confirm;
  stop = guardWayBack(() => question);
});
afterEach(() => stop());

const click = (selector: string) =>
  document.querySelector(selector)!.dispatchEvent(new MouseEvent('click', { bubbles: true }));

test('asks on the way back, and nobody hears of the click when the answer is no', () => {
  confirm.mockReturnValue(false);
  click('svg');
  expect(confirm).toHaveBeenCalledWith('Leave?');
  expect(went).toEqual([]);
});

test('lets go when the answer is yes', () => {
  confirm.mockReturnValue(true);
  click('svg');
  expect(went).toEqual(['back']);
});

test('asks nothing elsewhere, without a question, or afterwards', () => {
  click('button');
  question = undefined;
  click('svg');
  question = 'Leave?';
  stop();
  click('svg');
  expect(confirm).not.toHaveBeenCalled();
  expect(went).toEqual(['other', 'back', 'back']);
});
