import { proposedWindow, sliceWindows } from './huWindow.js';

const stated = (centres: readonly number[], widths: readonly number[], name?: string) =>
  proposedWindow({ centres, widths, function: name });

test('of several windows the one with the lowest centre counts; what is no window does not', () => {
  expect(stated([40, -600], [400, 1500])).toEqual({ centre: -600, width: 1500 });
  expect(stated([40, NaN, 7, -900, -950], [400, 400, 300, 1])).toEqual({ centre: 7, width: 300 });
  expect(stated([], [])).toBeUndefined();
});

test('the function is told where it is not the common one, and one that is unknown is none', () => {
  expect(stated([40], [400], 'LINEAR')).toEqual({ centre: 40, width: 400 });
  expect(stated([40], [400], 'SIGMOID')).toEqual({ centre: 40, width: 400, function: 'SIGMOID' });
  expect(stated([40], [400], 'CUBIC')).toBeUndefined();
});

test('each slice keeps its own, and a stack without any has none', () => {
  const window = { centre: 40, width: 400 };
  expect(sliceWindows([{}, { window }, {}])).toEqual({ windows: [undefined, window, undefined] });
  expect(sliceWindows([{}, {}])).toEqual({});
});
