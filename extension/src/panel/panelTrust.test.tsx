/** @jest-environment jsdom */
import type { ReportOrigin, SignatureState } from '@mutation-prediction/core';
import { MutationPredictionError } from '@mutation-prediction/core';
import { screen, within } from '@testing-library/react';
import { button, draw, predict, section } from './testing/drawPanel.js';
import { modelEntry, prediction, priorPrediction, segmentation } from './testing/fixtures.js';
import './testing/jsdomGaps.js';

describe('contours', () => {
  it('of another CT series are warned of before the run, and once after it', async () => {
    const warning = { code: 'other-ct', message: 'SEG was drawn on CT series 3.' } as const;
    const drawn = await draw({ segmentations: [segmentation({ warnings: [warning] })] });
    drawn.modelHost.result = { warnings: [warning] };
    expect(section('Lesion').getAllByText(warning.message)).toHaveLength(1);
    await predict(drawn);
    expect(section('Lesion').getAllByText(warning.message)).toHaveLength(1);
    expect(screen.getAllByText(warning.message)).toHaveLength(1);
  });

  it('of another patient cannot be predicted, and the panel says what contradicts', async () => {
    const values = { contours: 'SEG "A"', ct: 'CT series 3', attributes: 'PatientID' };
    const error = new MutationPredictionError('other-patient.contours', values);
    await draw({ segmentations: [segmentation({ status: 'refused', lesions: [], error })] });
    expect(
      section('Lesion').getByText(/SEG "A" and CT series 3 contradict each other in PatientID/),
    ).toBeTruthy();
    expect(section('Lesion').getByText(/Do not use them together/)).toBeTruthy();
    expect(screen.queryByRole('radio')).toBeNull();
    expect(button('Predict').getAttribute('aria-disabled')).toBe('true');
  });
});

const OWN: ReportOrigin = {
  system: 'own',
  manufacturer: 'OHIF Mutation Prediction',
  device: 'OHIF Mutation Prediction',
  softwareVersion: '0.1.0',
  author: 'OHIF Mutation Prediction, MMDL nine views',
  verification: 'unverified',
};
const OTHERS: ReportOrigin = {
  system: 'other',
  manufacturer: 'Others Inc.',
  verification: 'verified',
  verifiedBy: 'Roe^Mary',
};

describe('a stored report', () => {
  const stored = (origin: ReportOrigin, signature: SignatureState = { kind: 'unsigned' }) => ({
    id: '1.9.1',
    prediction: prediction({ uid: '2.25.9' }),
    contentDate: '2025-03-12T14:03:00',
    origin,
    signature,
  });
  const open = async (...of: Parameters<typeof stored>) => {
    const { user } = await draw({ earlier: [stored(...of)] });
    await user.click(button(/^Open the prediction/));
    return within(screen.getByRole('group', { name: 'Who made this report' }));
  };

  it('says above its numbers who made it, who wrote it, and whether it is verified', async () => {
    const origin = await open(OWN);
    for (const text of [OWN.author!, '0.1.0', 'No', 'unsigned']) {
      expect(origin.getByText(text)).toBeTruthy();
    }
    expect(origin.getAllByText('OHIF Mutation Prediction')).toHaveLength(2);
    expect(screen.queryByText(/From another system/)).toBeNull();
    const [bar] = screen.getAllByRole('img', { name: /^Probability of EGFR/ });
    const group = screen.getByRole('group', { name: 'Who made this report' });
    expect(group.compareDocumentPosition(bar!)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
  });

  it('of another system is called that, and shows its numbers only when it is opened', async () => {
    const { user } = await draw({ earlier: [stored(OTHERS)] });
    expect(section('Earlier').getByText('From another system, not checked.')).toBeTruthy();
    expect(section('Earlier').queryByText('0.31')).toBeNull();
    await user.click(button(/^Open the prediction/));
    const origin = within(screen.getByRole('group', { name: 'Who made this report' }));
    expect(origin.getByText('From another system, not checked.')).toBeTruthy();
    expect(origin.getByText('Others Inc.')).toBeTruthy();
    expect(origin.getByText('Yes, by Roe^Mary')).toBeTruthy();
    expect(origin.getAllByText('not stated')).toHaveLength(3);
  });

  it('of another system in another study is called that too', async () => {
    const prior = { ...priorPrediction(), origin: OTHERS };
    await draw({ prior: { status: 'ready', entries: [prior], refused: ['tampered'] } });
    expect(screen.getByText('From another system, not checked.')).toBeTruthy();
    expect(screen.queryByText(/0\.27/)).toBeNull();
    expect(screen.getByText(/it was changed after it was signed/)).toBeTruthy();
  });

  it.each<[SignatureState, string]>([
    [{ kind: 'trusted', signer: 'Radiology' }, 'signed by Radiology'],
    [{ kind: 'unknown-key', publicKey: 'ab' }, 'signed with a key that this site does not trust'],
    [{ kind: 'unchecked' }, 'signed, but this browser cannot check it'],
  ])('tells of its signature %o', async (signature, words) => {
    expect((await open(OWN, signature)).getByText(words)).toBeTruthy();
  });
});

describe('a model package', () => {
  it.each<[SignatureState, string]>([
    [{ kind: 'unsigned' }, 'Model package: unsigned'],
    [{ kind: 'trusted', signer: 'Radiology' }, 'Model package: signed by Radiology'],
  ])('tells of its signature %o', async (signature, words) => {
    await draw({}, (host) => {
      host.packages = [{ url: '/m', model: { ...modelEntry, signature } }];
    });
    expect(screen.getByText(words)).toBeTruthy();
  });

  it('that was changed after it was signed is refused by name', async () => {
    const error = new MutationPredictionError('signature-invalid.model', { model: 'mmdl-demo' });
    await draw({}, (host) => {
      host.packages = [{ url: '/m', error }];
    });
    expect(screen.getByText(/mmdl-demo was changed after it was signed/)).toBeTruthy();
    expect(button('Predict').getAttribute('aria-disabled')).toBe('true');
  });
});

describe('what a report replaces', () => {
  it('is named before it is saved, and after', async () => {
    const drawn = await draw();
    drawn.studyHost.replaced = {
      contentDate: '2025-03-12T14:03:00',
      signature: { kind: 'trusted', signer: 'Radiology' },
    };
    await predict(drawn);
    expect(
      screen.getByText(/^Saving replaces the report of 12 Mar 2025, 14:03 \(signed by Radiology\)/),
    ).toBeTruthy();
    await drawn.user.click(button('Save report'));
    await screen.findByText(/names the report of 12 Mar 2025, 14:03 as the one that it replaces/);
    expect(screen.queryByText(/^Saving replaces/)).toBeNull();
  });

  it('nothing is said where it replaces none', async () => {
    const drawn = await draw();
    await predict(drawn);
    expect(screen.queryByText(/replaces/)).toBeNull();
  });
});
