/** @jest-environment jsdom */
import { jest } from '@jest/globals';
import { MutationPredictionError, warningOf } from '@mutation-prediction/core';
import { act, cleanup, screen } from '@testing-library/react';
import { button, draw, mount, predict, section, twoLesions } from './testing/drawPanel.js';
import { prediction, segmentation } from './testing/fixtures.js';
import './testing/jsdomGaps.js';

describe('a result', () => {
  it('comes into sight when its run ends, and not when its lesion is chosen again', async () => {
    const sight = jest.spyOn(Element.prototype, 'scrollIntoView');
    const drawn = await draw({ segmentations: twoLesions });
    await drawn.user.click(screen.getByRole('radio', { name: /Lesion 1/ }));
    expect(sight).not.toHaveBeenCalled();
    await predict(drawn);
    expect(sight).toHaveBeenCalledTimes(1);
    const [shown] = sight.mock.contexts as Element[];
    expect(shown!.contains(section('Result').getByText('What the network saw'))).toBe(true);
    await drawn.user.click(screen.getByRole('radio', { name: /Lesion 2/ }));
    await drawn.user.click(screen.getByRole('radio', { name: /Lesion 1/ }));
    expect(sight).toHaveBeenCalledTimes(1);
    sight.mockRestore();
  });

  it('is out of date once the contours change, cannot be saved, and can be run again', async () => {
    const drawn = await draw();
    await predict(drawn);
    act(() => drawn.studyHost.change({ segmentations: [segmentation({ revision: 2 })] }));
    const result = section('Result');
    expect(result.getByText(/The contours or the CT under them have changed since/)).toBeTruthy();
    for (const name of ['Save report', 'Download', 'Copy']) {
      expect(result.queryByRole('button', { name })).toBeNull();
    }
    await drawn.user.click(button('Run again'));
    expect(await screen.findByRole('button', { name: 'Save report' })).toBeTruthy();
  });

  it('is out of date while its lesion is drawn on, and current again if nothing has changed', async () => {
    const drawn = await draw();
    await predict(drawn);
    act(() => drawn.studyHost.change({ segmentations: [segmentation({ status: 'loading' })] }));
    expect(section('Result').getByText(/The contours or the CT under them/)).toBeTruthy();
    expect(screen.getByRole('radio', { name: /Lesion 1/, checked: true })).toBeTruthy();
    expect(button('Run again').getAttribute('aria-disabled')).toBe('true');
    expect(screen.queryByRole('button', { name: 'Predict' })).toBeNull();
    expect(screen.getByText('The lesion is being read again.')).toBeTruthy();

    act(() => drawn.studyHost.change({ segmentations: [segmentation()] }));
    expect(button('Save report')).toBeTruthy();
  });

  it('is out of date when contours were edited in another tab', async () => {
    const drawn = await draw();
    await predict(drawn);
    cleanup();
    drawn.studyHost.change({ segmentations: [segmentation({ revision: 2 })] });
    await mount(drawn);
    expect(button('Run again')).toBeTruthy();
  });

  it('is out of date while the patient’s data differ', async () => {
    const drawn = await draw();
    await predict(drawn);
    await drawn.user.selectOptions(screen.getByLabelText('Smoking'), 'Former');
    expect(section('Result').getByText(/The patient’s data have changed/)).toBeTruthy();
  });

  it('is gone with its study', async () => {
    const drawn = await draw();
    await predict(drawn);
    act(() => drawn.studyHost.change({ studyInstanceUid: '9.9.9', patient: {} }));
    expect(screen.queryByText('What the network saw')).toBeNull();
    expect(screen.getByLabelText('Age')).toHaveProperty('value', '');
  });

  it('does not show under another lesion', async () => {
    const drawn = await draw({ segmentations: twoLesions });
    await drawn.user.click(screen.getByRole('radio', { name: /Lesion 1/ }));
    await predict(drawn);
    await drawn.user.click(screen.getByRole('radio', { name: /Lesion 2/ }));
    expect(section('Result').getByText(/No result yet/)).toBeTruthy();
  });

  it('shows each warning with what it limits', async () => {
    const drawn = await draw({}, (host) => {
      host.result = {
        warnings: [
          { code: 'lesion-small', message: 'The lesion is 4 mm.' },
          { code: 'not-chest', message: 'The body part is the head.' },
        ],
      };
    });
    await predict(drawn);
    expect(section('Lesion').getByText('The lesion is 4 mm.')).toBeTruthy();
    expect(section('Result').getByText('The body part is the head.')).toBeTruthy();
    expect(section('Result').getByText('See also the warnings under: Lesion.')).toBeTruthy();
  });

  it('says of a missing value one sentence, before the run and after it', async () => {
    const sentence = warningOf('clinical-missing.as', { field: 'smoking', choice: 'former' });
    const drawn = await draw({}, (host) => (host.result = { warnings: [sentence] }));
    expect(section('Patient').getAllByText(/^Smoking history is not known/)).toHaveLength(1);
    await predict(drawn);
    expect(screen.getAllByText(/not known; the model/)).toHaveLength(1);
    expect(section('Patient').getByText(sentence.message)).toBeTruthy();
    act(() => drawn.studyHost.change({ segmentations: [segmentation({ revision: 2 })] }));
    expect(screen.getAllByText(sentence.message)).toHaveLength(1);

    await drawn.user.selectOptions(screen.getByLabelText('Smoking'), 'Former');
    expect(section('Patient').queryByText(sentence.message)).toBeNull();
    expect(section('Result').getByText(sentence.message)).toBeTruthy();
  });

  it('says nothing of a value while one is typed that none can have', async () => {
    const drawn = await draw();
    await drawn.user.type(screen.getByLabelText('Age'), '999');
    expect(screen.queryByText(/not known; the model/)).toBeNull();
  });

  it('stands above its warnings, however many there are', async () => {
    const codes = ['thick-slices', 'lesion-small', 'dense-parts', 'lesion-exceeds-field'] as const;
    const warnings = codes.map((code) => ({ code, message: `Warning of ${code}.` }));
    const drawn = await draw({}, (host) => (host.result = { warnings }));
    await predict(drawn);
    const bar = section('Result').getByRole('img', { name: /^Probability of KRAS/ });
    const told = section('Result').getAllByText(/^Warning of /);
    expect(told.length).toBeGreaterThan(0);
    for (const warning of told) {
      const follows = bar.compareDocumentPosition(warning) & Node.DOCUMENT_POSITION_FOLLOWING;
      expect(follows).toBeTruthy();
    }
  });

  it('of a model that sees no views says when it was made, and how long it took', async () => {
    const drawn = await draw({}, (host) => {
      host.seesViews = false;
      host.tellsWhere = false;
      host.result = { createdAt: new Date(2025, 2, 12, 14, 3).toISOString() };
    });
    await drawn.user.click(button('Predict'));
    const result = section('Result');
    expect(await result.findByText(/^Lesion 1 · MMDL nine views .* · (14|0?2):03/)).toBeTruthy();
    expect(result.queryByText('What the network saw')).toBeNull();
    expect(result.getByText('Time').nextElementSibling?.textContent).toMatch(/^452 ms/);
  });

  it('is announced', async () => {
    const drawn = await draw();
    await predict(drawn);
    const said = screen.getAllByRole('status').map((element) => element.textContent);
    expect(said).toContain(
      'Result for Lesion 1. Probability of EGFR mutation 0.31, reads as wild type; Probability of KRAS mutation 0.56, reads as indeterminate.',
    );
  });

  it('jumps to a lesion, and from a view to a point of it', async () => {
    const drawn = await draw();
    await drawn.user.click(button('Show Lesion 1 in the viewports'));
    expect(drawn.studyHost.jumps).toEqual([[-60, -20, 110]]);
    await predict(drawn);
    await drawn.user.click(button(/^Coronal: show/));
    const large = button(/^Coronal view/);
    large.focus();
    await drawn.user.keyboard('{ArrowRight}{ArrowUp}{Enter}');
    const [, centre, point] = drawn.studyHost.jumps;
    // One cube sample (1 mm) to the patient's left, and one towards the head.
    expect(point![0] - centre![0]).toBeCloseTo(1, 6);
    expect(point![1] - centre![1]).toBeCloseTo(0, 6);
    expect(point![2] - centre![2]).toBeCloseTo(1, 6);
  });
});

describe('earlier predictions', () => {
  const stored = prediction({
    uid: '2.25.900',
    targets: prediction().targets.map((t, i) => ({ ...t, probability: [0.27, 0.55][i]! })),
  });
  const earlier = [
    { id: '1.9.1', contentDate: '2024-11-02T09:12:00Z', prediction: stored },
    {
      id: '1.9.2',
      contentDate: '2023-02-14T10:00:00Z',
      error: new MutationPredictionError('malformed-object.report-without-lesion', {
        report: '1.9.2',
      }),
    },
  ];

  it('open read-only in the form of a result, with the difference of the same lesion', async () => {
    const drawn = await draw({ earlier });
    await predict(drawn);
    await drawn.user.click(button(/^Open the prediction of 2 Nov 2024/));
    const result = section('Result');
    expect(result.getByText(/^Read-only: stored report of 2 Nov 2024/)).toBeTruthy();
    expect(result.getByText('EGFR 0.27 → 0.31 (+0.04)')).toBeTruthy();
    expect(result.getByText('The views are not stored in a report.')).toBeTruthy();
    expect(result.queryByRole('button', { name: 'Save report' })).toBeNull();
    await drawn.user.click(button('Back to current'));
    expect(button('Save report')).toBeTruthy();
  });

  it('show no difference to a result that is out of date', async () => {
    const drawn = await draw({ earlier });
    await predict(drawn);
    act(() => drawn.studyHost.change({ segmentations: [segmentation({ revision: 2 })] }));
    await drawn.user.click(button(/^Open the prediction of 2 Nov 2024/));
    expect(screen.queryByText(/→ 0.31/)).toBeNull();
  });

  it('that cannot be read say why', async () => {
    await draw({ earlier });
    expect(
      section('Earlier').getByText(
        'Cannot be read. The report 1.9.2 is damaged: it holds no lesion.',
      ),
    ).toBeTruthy();
  });
});
