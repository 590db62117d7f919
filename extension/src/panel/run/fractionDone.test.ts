import { fractionDone } from './fractionDone.js';

it('never goes back from one stage to the next, here', () => {
  const done = [
    fractionDone({ at: 'here', stage: 'prepare' }),
    fractionDone({ at: 'here', stage: 'download', loaded: 0, total: 10 }),
    fractionDone({ at: 'here', stage: 'download', loaded: 5, total: 10 }),
    fractionDone({ at: 'here', stage: 'download', loaded: 10, total: 10 }),
    fractionDone({ at: 'here', stage: 'verify' }),
    fractionDone({ at: 'here', stage: 'compile' }),
    fractionDone({ at: 'here', stage: 'views' }),
    fractionDone({ at: 'here', stage: 'run' }),
  ];
  expect(done).toEqual([...done].sort((a, b) => a - b));
  expect(done.at(0)).toBe(0);
  expect(done.at(-1)).toBeLessThan(1);
});

it('never goes back from one stage to the next, on a server', () => {
  const stages = ['prepare', 'views', 'send', 'queue', 'run', 'receive'] as const;
  const done = stages.map((stage) => fractionDone({ at: 'server', stage }));
  expect(done).toEqual([...new Set(done)].sort((a, b) => a - b));
  expect(done.at(0)).toBe(0);
  expect(done.at(-1)).toBeLessThan(1);
});

it('stays inside its stage when more arrives than was announced', () => {
  const over = fractionDone({ at: 'here', stage: 'download', loaded: 20, total: 10 });
  expect(over).toBeLessThanOrEqual(fractionDone({ at: 'here', stage: 'verify' }));
});
