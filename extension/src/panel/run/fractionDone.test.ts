import { fractionDone } from './fractionDone.js';

it('never goes back from one stage to the next', () => {
  const done = [
    fractionDone({ stage: 'prepare' }),
    fractionDone({ stage: 'download', loaded: 0, total: 10 }),
    fractionDone({ stage: 'download', loaded: 5, total: 10 }),
    fractionDone({ stage: 'download', loaded: 10, total: 10 }),
    fractionDone({ stage: 'verify' }),
    fractionDone({ stage: 'compile' }),
    fractionDone({ stage: 'views' }),
    fractionDone({ stage: 'send' }),
    fractionDone({ stage: 'queue' }),
    fractionDone({ stage: 'run' }),
    fractionDone({ stage: 'receive' }),
  ];
  expect(done).toEqual([...done].sort((a, b) => a - b));
  expect(done.at(0)).toBe(0);
  expect(done.at(-1)).toBeLessThan(1);
});

it('stays inside its stage when more arrives than was announced', () => {
  const over = fractionDone({ stage: 'download', loaded: 20, total: 10 });
  expect(over).toBeLessThanOrEqual(fractionDone({ stage: 'verify' }));
});
