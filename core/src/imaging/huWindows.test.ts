import { huWindows } from './ctImage.js';

test('centres and widths are paired, and what is no window is left out', () => {
  expect(huWindows([40, -600], [400, 1500])).toEqual([
    { centre: 40, width: 400 },
    { centre: -600, width: 1500 },
  ]);
  expect(huWindows([40, NaN, 7, 8], [0, 400, 300])).toEqual([{ centre: 7, width: 300 }]);
  expect(huWindows([], [])).toEqual([]);
});
