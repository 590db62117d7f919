import { createCommandsModule } from '../../extension/src/host/viewer/commands.js';
import { HOTKEYS } from '../../mode/src/hotkeys.js';

test('every hotkey of the mode gives a command of the extension, and no two are the same', () => {
  type Given = Parameters<typeof createCommandsModule>;
  const { definitions } = createCommandsModule({} as Given[0], {} as Given[1], () => {
    throw new Error('nothing was asked for');
  });
  for (const { commandName } of HOTKEYS) expect(definitions).toHaveProperty(commandName);
  expect(new Set(HOTKEYS.flatMap(({ keys }) => keys)).size).toBe(HOTKEYS.length);
  // What needs a point has no key.
  expect(HOTKEYS).toHaveLength(Object.keys(definitions).length - 1);
});
