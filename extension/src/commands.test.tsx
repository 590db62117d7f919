/** @jest-environment jsdom */
import { act, screen } from '@testing-library/react';
import { HOTKEYS } from '../../mode/src/hotkeys.js';
import { createCommandsModule } from './host/viewer/commands.js';
import type { Managers } from './host/viewer/ohif.js';
import { panelCommands } from './panel/state/panelCommands.js';
import { panelSession } from './panel/state/panelSession.js';
import { draw, predict, twoLesions, type Drawn } from './panel/testing/drawPanel.js';
import { words } from './panel/words/en.js';
import './panel/testing/jsdomGaps.js';

/** The commands of a panel that is drawn, and how often the viewer was asked to open it. */
function commandsOf({ studyHost, modelHost, radiomicsHost }: Drawn) {
  const opened: string[] = [];
  const managers = {
    servicesManager: {
      services: { panelService: { activatePanel: (id: string) => opened.push(id) } },
    },
  } as unknown as Managers;
  const session = panelSession(studyHost, modelHost, radiomicsHost);
  const { definitions } = createCommandsModule(managers, studyHost, () =>
    panelCommands(session, studyHost),
  );
  const give = (name: Exclude<keyof typeof definitions, 'jumpToLesion'>) =>
    act(async () => definitions[name].commandFn());
  return { opened, give };
}

test('the panel’s work can be done by commands alone', async () => {
  const drawn = await draw({ segmentations: twoLesions });
  const { give, opened } = commandsOf(drawn);
  await give('nextLesion');
  expect(screen.getByRole('radio', { name: /Lesion 1/, checked: true })).toBeTruthy();
  await give('previousLesion');
  expect(screen.getByRole('radio', { name: /Lesion 2/, checked: true })).toBeTruthy();
  await give('showLesion');
  expect(drawn.studyHost.jumps.length).toBeGreaterThan(0);
  await give('predictMutation');
  expect(drawn.studyHost.prepared.map(({ lesionId }) => lesionId)).toEqual(['seg-1:2:1']);
  await give('predictMutationOfAllLesions');
  await give('saveMutationReport');
  expect(drawn.studyHost.stored).toHaveLength(1);
  expect(drawn.studyHost.reported).toHaveLength(2);
  expect(opened.length).toBeGreaterThan(5);
});

test('a command that the panel could not do does nothing', async () => {
  const drawn = await draw({ segmentations: [] });
  const { give } = commandsOf(drawn);
  await give('predictMutation');
  await give('predictMutationOfAllLesions');
  await give('saveMutationReport');
  await give('nextLesion');
  await give('cancelMutationPrediction');
  expect(drawn.studyHost.prepared).toEqual([]);
  expect(drawn.studyHost.stored).toEqual([]);
});

test('the command that opens the panel puts the focus on it', async () => {
  const { give } = commandsOf(await draw());
  await give('openMutationPrediction');
  expect(document.activeElement).toBe(screen.getByRole('region', { name: 'Mutation Prediction' }));
});

test('the outline is taken from the images and put back', async () => {
  const drawn = await draw();
  const { give } = commandsOf(drawn);
  const outlined = () =>
    screen.getByRole<HTMLInputElement>('checkbox', { name: /Outline/ }).checked;
  expect(outlined()).toBe(true);
  await give('toggleLesionOutline');
  expect(outlined()).toBe(false);
  await give('toggleLesionOutline');
  expect(outlined()).toBe(true);
});

test('why a model says what it says is asked by a command, once there is a result', async () => {
  const drawn = await draw();
  const { give } = commandsOf(drawn);
  await give('explainMutationPrediction');
  expect(screen.queryByRole('dialog')).toBeNull();
  await predict(drawn);
  await give('explainMutationPrediction');
  expect(await screen.findByRole('dialog', { name: /^Why\?/ })).toBeTruthy();
  await drawn.user.click(screen.getByRole('button', { name: 'Close' }));
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('each command of the panel has a hotkey of its own, whose label can be translated', async () => {
  const drawn = await draw();
  const { definitions } = createCommandsModule({} as Managers, drawn.studyHost, () => {
    throw new Error('none is given');
  });
  // A point of its own is no key's.
  const commands = Object.keys(definitions).filter((name) => name !== 'jumpToLesion');
  expect(HOTKEYS.map(({ commandName }) => commandName).sort()).toEqual(commands.sort());
  expect(new Set(HOTKEYS.flatMap(({ keys }) => keys)).size).toBe(commands.length);
  const labels = Object.entries(words).filter(([key]) => key.startsWith('command.'));
  expect(HOTKEYS.map(({ commandName, label }) => [`command.${commandName}`, label]).sort()).toEqual(
    labels.sort(),
  );
});
