/** @jest-environment jsdom */
import type { ReportOrigin, SignatureState } from '@mutation-prediction/core';
import { MutationPredictionError, warningOf } from '@mutation-prediction/core';
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
      section('Lesion').getByText(/SEG "A" and CT series 3 contradict each other in patient ID/),
    ).toBeTruthy();
    expect(section('Lesion').getByText(/Do not use them together/)).toBeTruthy();
    expect(screen.queryByRole('radio')).toBeNull();
    expect(button('Predict').getAttribute('aria-disabled')).toBe('true');
  });

  it('that overlap, or were drawn on other voxels, are warned of before the run', async () => {
    const overlap = { segment: 'Tumour', count: 2, voxels: 62 };
    const warnings = [
      warningOf('contours-overlap', overlap),
      warningOf('segmentation-resampled.ct'),
    ];
    await draw({ segmentations: [segmentation({ warnings })] });
    const lesion = section('Lesion');
    expect(lesion.getByText(/repeat or overlap each other on 2 slices; 62 voxels/)).toBeTruthy();
    expect(lesion.getByText(/drawn on other voxels than those of this CT/)).toBeTruthy();
  });
});

describe('a result', () => {
  it('of a patient by weights that saw none says so before its numbers', async () => {
    const drawn = await draw();
    drawn.modelHost.result = { warnings: [warningOf('not-from-patients')] };
    await predict(drawn);
    const said = section('Result').getByText(/learned from made-up images .* nothing about this/);
    const [number] = section('Result').getAllByText(/mutation/);
    expect(said.compareDocumentPosition(number!)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    expect(section('Result').getAllByText(/made-up images/)).toHaveLength(1);
  });

  it('of what is unlike the training data says so beside its numbers, with p and limit', async () => {
    const drawn = await draw();
    drawn.modelHost.result = {
      likeness: { score: 9, farthest: 'region', p: 1 / 401, limit: 0.02, cases: 400 },
      warnings: [warningOf('unlike-training-data.region', { share: 0.3 })],
    };
    await predict(drawn);
    const result = section('Result');
    expect(
      result.getByText(/most of all in the CT in and around it.* at most 0\.3 %/),
    ).toBeTruthy();
    expect(
      result.getByText(/^Of 400 lesions like those, at most .* warned of at 2 %$/),
    ).toBeTruthy();
  });

  it('has its cautions beside what they limit, each with the sign of its level', async () => {
    const drawn = await draw();
    drawn.modelHost.result = {
      warnings: [
        warningOf('blood-density', { median: '180' }),
        warningOf('lesion-in-parts', { count: 2 }),
        warningOf('unusual-lung', { median: '-600', low: -950, high: -660 }),
      ],
    };
    await predict(drawn);
    const lesion = section('Lesion');
    const signOf = (text: RegExp) => {
      const notice = lesion.getByText(text).closest('li')!;
      return notice.querySelector('svg')!.innerHTML;
    };
    expect(signOf(/as dense as blood/)).not.toBe(signOf(/in 2 separate parts/));
    expect(section('Result').getByText(/The lung around the lesion has -600 HU/)).toBeTruthy();
  });

  it('without enough calibration cases claims no set of classes', async () => {
    const drawn = await draw();
    drawn.modelHost.result = {
      targets: prediction().targets.map((target) => {
        if (target.status === 'withheld') throw new Error('The fixture is withheld.');
        const { set, indeterminate, ...rest } = target;
        return set && indeterminate ? rest : target;
      }),
    };
    await predict(drawn);
    expect(section('Result').getByText(/the model has too few calibration cases/)).toBeTruthy();
    expect(section('Result').queryByText(/Fits /)).toBeNull();
  });

  it('of an ensemble shows how far its members are apart', async () => {
    const drawn = await draw();
    const uncertainty = { lower: 0.2, upper: 0.6, method: 'members-range' } as const;
    drawn.modelHost.result = {
      targets: prediction().targets.map((target) => ({ ...target, uncertainty })),
    };
    await predict(drawn);
    const [bar] = screen.getAllByRole('img', { name: /^Probability of EGFR/ });
    expect(bar!.getAttribute('aria-label')).toContain(
      'The members of the ensemble range from 0.20 to 0.60.',
    );
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
