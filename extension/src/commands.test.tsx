/** @jest-environment jsdom */
import { act, screen } from '@testing-library/react';
import { createCommandsModule } from './host/viewer/commands.js';
import type { Managers } from './host/viewer/ohif.js';
import { panelCommands } from './panel/state/panelCommands.js';
import { panelSession } from './panel/state/panelSession.js';
import { draw, twoLesions, type Drawn } from './panel/testing/drawPanel.js';
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
