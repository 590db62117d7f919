/** @jest-environment jsdom */
import { MutationPredictionError } from '@mutation-prediction/core';
import { act, screen, waitFor } from '@testing-library/react';
import { button, draw, predict, section, twoLesions } from './testing/drawPanel.js';
import { segmentation } from './testing/fixtures.js';
import { downloads } from './testing/jsdomGaps.js';

describe('a report', () => {
  const refusal = () => new MutationPredictionError('store-refused.refused', { status: 409 });

  it('is saved', async () => {
    const drawn = await draw();
    await predict(drawn);
    await drawn.user.click(button('Save report'));
    expect(await screen.findByText(/Stored in the archive/)).toBeTruthy();
    expect(drawn.studyHost.stored).toHaveLength(1);
  });

  it('that was refused shows the reason, and the same document is stored on retry', async () => {
    const drawn = await draw();
    drawn.studyHost.storeErrors = [refusal()];
    await predict(drawn);
    await drawn.user.click(button('Save report'));
    expect(
      await screen.findByText('Not saved. The server refused the report: HTTP 409.'),
    ).toBeTruthy();
    await drawn.user.click(button('Retry'));
    expect(await screen.findByText(/Stored in the archive/)).toBeTruthy();
    expect(drawn.studyHost.reportsBuilt).toBe(1);
  });

  it('that was refused is kept when the user goes on, until it is stored', async () => {
    const drawn = await draw({ segmentations: twoLesions });
    drawn.studyHost.storeErrors = [refusal()];
    await drawn.user.click(screen.getByRole('radio', { name: /Lesion 1/ }));
    await predict(drawn);
    await drawn.user.click(button('Save report'));
    await screen.findByText('Not saved. The server refused the report: HTTP 409.');
    await drawn.user.click(screen.getByRole('radio', { name: /Lesion 2/ }));
    await predict(drawn);
    const unsaved = section('Unsaved reports');
    expect(unsaved.getByText(/^Lesion 1, /)).toBeTruthy();
    await drawn.user.click(unsaved.getByRole('button', { name: 'Retry' }));
    expect(screen.queryByRole('region', { name: 'Unsaved reports' })).toBeNull();
    expect(drawn.studyHost.stored.map((report) => report.files[0]!.sopInstanceUid)).toEqual([
      '2.25.1.1',
    ]);
  });

  it('is discarded only after being asked again, and the page may not close before', async () => {
    const drawn = await draw();
    drawn.studyHost.storeErrors = [refusal()];
    await predict(drawn);
    await drawn.user.click(button('Save report'));
    await screen.findByText('Not saved. The server refused the report: HTTP 409.');
    const closing = () => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
    expect(closing()).toBe(true);
    act(() => drawn.studyHost.change({ studyInstanceUid: '9.9.9' }));
    const unsaved = section('Unsaved reports');
    expect(unsaved.getByText(/of another study/)).toBeTruthy();
    await drawn.user.click(unsaved.getByRole('button', { name: 'Discard' }));
    expect(unsaved.getByText('Discard for good?')).toBeTruthy();
    await drawn.user.click(unsaved.getByRole('button', { name: 'Discard' }));
    expect(screen.queryByRole('region', { name: 'Unsaved reports' })).toBeNull();
    expect(drawn.studyHost.leavingQuestion).toBeUndefined();
  });

  it('that nobody has saved yet is asked about before the study is left', async () => {
    const drawn = await draw();
    expect(drawn.studyHost.leavingQuestion).toBeUndefined();
    await predict(drawn);
    expect(drawn.studyHost.leavingQuestion).toMatch(/is not saved, and will be lost/);
    await drawn.user.click(button('Save report'));
    await screen.findByText(/Stored in the archive/);
    expect(drawn.studyHost.leavingQuestion).toBeUndefined();
  });

  it('would lose nothing of a result that is withheld', async () => {
    const drawn = await draw({}, (modelHost) => {
      modelHost.withholds = true;
    });
    await drawn.user.click(button('Predict'));
    await screen.findByText('No result: what the model says is withheld.');
    expect(drawn.studyHost.leavingQuestion).toBeUndefined();
  });

  it('is downloaded, and is then no longer unsaved', async () => {
    const drawn = await draw();
    await predict(drawn);
    downloads.length = 0;
    await drawn.user.click(button('Download'));
    expect(await screen.findByText('Downloaded')).toBeTruthy();
    expect(downloads).toEqual([{ name: 'prediction.dcm', size: 8 }]);
  });

  it('is printed with the views that the network saw and where it looked', async () => {
    const drawn = await draw();
    await predict(drawn);
    downloads.length = 0;
    await drawn.user.click(button('PDF'));
    await waitFor(() => expect(downloads).toEqual([{ name: 'prediction.pdf', size: 16 }]));
    const [lesion] = drawn.studyHost.printed[0]!;
    expect(lesion!.seen?.views?.planes).toHaveLength(9);
    expect(lesion!.explanation?.activationMaps).toHaveLength(1);
  });

  it('that cannot be printed says so', async () => {
    const drawn = await draw();
    drawn.studyHost.printError = new Error('no paper');
    globalThis.reportError = () => undefined;
    await predict(drawn);
    await drawn.user.click(button('PDF'));
    expect(await screen.findByRole('button', { name: 'No PDF' })).toBeTruthy();
  });

  it('is not made when the result goes out of date while it is being built', async () => {
    const drawn = await draw();
    await predict(drawn);
    const build = drawn.studyHost.buildReport.bind(drawn.studyHost);
    drawn.studyHost.buildReport = async (lesions) => {
      drawn.studyHost.change({ segmentations: [segmentation({ revision: 2 })] });
      return build(lesions);
    };
    await drawn.user.click(button('Save report'));
    expect(await screen.findByRole('button', { name: 'Run again' })).toBeTruthy();
    expect(drawn.studyHost.stored).toEqual([]);
  });

  it('goes to the clipboard as text', async () => {
    const drawn = await draw();
    await predict(drawn);
    await drawn.user.click(button('Copy'));
    expect(await screen.findByText('Copied')).toBeTruthy();
    expect(await navigator.clipboard.readText()).toContain('Research use only.');
  });
});
