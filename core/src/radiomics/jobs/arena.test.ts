import { Arena } from './arena.js';

test('what is lent at the same time does not overlap, also when the memory has to grow', () => {
  const arena = new Arena();
  const lent = [
    arena.uint16(3).fill(1),
    arena.float64(5).fill(2),
    arena.int32(70_000).fill(3),
    arena.uint16(1).fill(4),
    arena.float64(9000).fill(5),
  ];
  expect(lent.map(({ length }) => length)).toEqual([3, 5, 70_000, 1, 9000]);
  expect(lent.every((array, n) => array.every((value) => value === n + 1))).toBe(true);
});

test('what a frame has lent is lent again after it; what was lent before stays', () => {
  const arena = new Arena();
  const before = arena.int32(10).fill(7);
  const first = arena.frame(() => arena.int32(100).fill(8));
  const second = arena.frame(() => arena.int32(100));
  expect(second.buffer).toBe(first.buffer);
  expect(second.byteOffset).toBe(first.byteOffset);
  expect([...before]).toEqual(Array(10).fill(7));
});

test('a frame that fails takes its memory back too', () => {
  const arena = new Arena();
  const fail = () =>
    arena.frame(() => {
      arena.int32(1000);
      throw new Error('failed');
    });
  expect(fail).toThrow('failed');
  expect(arena.int32(1).byteOffset).toBe(0);
});
