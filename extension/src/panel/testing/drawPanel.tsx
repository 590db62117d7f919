import type { Catalogue } from '@mutation-prediction/core';
import { act, render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { StudySnapshot } from '../../contract.js';
import { MutationPredictionPanel } from '../MutationPredictionPanel.js';
import { FakeModelHost } from './fakeModelHost.js';
import type { FakeModelServer } from './fakeModelServer.js';
import { FakeRadiomicsHost } from './fakeRadiomicsHost.js';
import { FakeStudyHost } from './fakeStudyHost.js';
import { lesion, segmentation, snapshot } from './fixtures.js';

/** A panel on the test page, with its hosts and its user. */
export interface Drawn {
  readonly studyHost: FakeStudyHost;
  readonly modelHost: FakeModelHost;
  readonly modelServer?: FakeModelServer | undefined;
  readonly radiomicsHost: FakeRadiomicsHost;
  readonly user: ReturnType<typeof userEvent.setup>;
}

export async function draw(
  study: Partial<StudySnapshot> = {},
  setUp: (modelHost: FakeModelHost) => void = () => undefined,
  catalogue?: Catalogue,
  modelServer?: FakeModelServer,
): Promise<Drawn> {
  const studyHost = new FakeStudyHost(snapshot(study));
  const modelHost = new FakeModelHost();
  const radiomicsHost = new FakeRadiomicsHost();
  setUp(modelHost);
  const user = userEvent.setup();
  const hosts = { studyHost, modelHost, modelServer, radiomicsHost };
  await mount(hosts, catalogue);
  return { ...hosts, user };
}

/** Draws the panel (again), as OHIF does whenever its tab is opened. */
export async function mount(hosts: Omit<Drawn, 'user'>, catalogue?: Catalogue): Promise<void> {
  const { studyHost, modelHost, modelServer, radiomicsHost } = hosts;
  render(
    <MutationPredictionPanel
      {...{ studyHost, modelHost, modelServer, radiomicsHost, catalogue }}
    />,
  );
  // The list of models and the device answer after the first drawing.
  await act(async () => undefined);
}

export async function predict({ user }: Drawn): Promise<void> {
  await user.click(button('Predict'));
  await screen.findByText('What the network saw');
}

export const button = (name: string | RegExp) => screen.getByRole('button', { name });

export const section = (name: string) => within(screen.getByRole('region', { name }));

export const twoLesions = [
  segmentation({ lesions: [lesion(), lesion({ id: 'seg-1:2:1', label: 'Lesion 2' })] }),
];
