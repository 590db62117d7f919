/** @jest-environment jsdom */
import {
  en,
  fallbackOf,
  MutationPredictionError,
  wordsOfCtReason,
} from '@mutation-prediction/core';
import { act, cleanup, screen, within } from '@testing-library/react';
import { button, draw, mount, predict, section, twoLesions } from './testing/drawPanel.js';
import type { FakeModelHost } from './testing/fakeModelHost.js';
import { ct, modelEntry, segmentation } from './testing/fixtures.js';
import './testing/jsdomGaps.js';

describe('from the open study to a result', () => {
  it('takes one click when there is one lesion', async () => {
    const drawn = await draw();
    await drawn.user.click(button('Predict'));
    const bar = await screen.findByRole('img', {
      name: /^Probability of EGFR mutation 0.31, reads as wild type/,
    });
    expect(bar.getAttribute('aria-label')).toContain('Indeterminate from 0.40 to 0.60');
    expect(section('Result').getByText('0.56')).toBeTruthy();
    expect(drawn.studyHost.prepared).toEqual([
      { lesionId: 'seg-1:1:1', clinical: { ageYears: 64, sex: 'F' } },
    ]);
  });

  it('takes two among several', async () => {
    const drawn = await draw({ segmentations: twoLesions });
    expect(button('Predict').getAttribute('aria-disabled')).toBe('true');
    await drawn.user.click(screen.getByRole('radio', { name: /Lesion 2/ }));
    await predict(drawn);
    expect(drawn.studyHost.prepared[0]?.lesionId).toBe('seg-1:2:1');
  });

  it('works by keyboard alone: Tab in reading order, arrows choose, Enter runs', async () => {
    const { user, studyHost } = await draw({ segmentations: twoLesions });
    await user.click(screen.getByRole('radio', { name: /Lesion 1/ }));
    await user.keyboard('{ArrowDown}');
    const seen: string[] = [];
    while (document.activeElement !== button('Predict') && seen.length < 20) {
      await user.tab();
      const { activeElement } = document;
      seen.push(activeElement?.getAttribute('aria-label') ?? activeElement?.id ?? '');
    }
    expect(seen.filter((name) => name.startsWith('mp-'))).toEqual([
      'mp-age',
      'mp-sex',
      'mp-smoking',
    ]);
    await user.click(screen.getByLabelText('Age'));
    await user.keyboard('{Enter}');
    await screen.findByText('What the network saw');
    expect(studyHost.prepared[0]?.lesionId).toBe('seg-1:2:1');
  });

  it('tells the viewer’s hotkeys nothing of Enter and Space', async () => {
    const { user } = await draw();
    const heard: string[] = [];
    const listen = (event: KeyboardEvent) => heard.push(event.key);
    document.addEventListener('keydown', listen);
    button('Predict').focus();
    await user.keyboard('{Enter}z');
    document.removeEventListener('keydown', listen);
    expect(heard).toEqual(['z']);
  });
});

describe('what is missing is said with the next step', () => {
  it('no CT', async () => {
    await draw({ hasCt: false, segmentations: [] });
    expect(screen.getByText('This study has no CT series.')).toBeTruthy();
    expect(button('Predict').getAttribute('aria-disabled')).toBe('true');
  });

  it('no segmentation: offers the viewer’s tools by name, to draw one', async () => {
    const { user, studyHost } = await draw({ segmentations: [] });
    expect(screen.getByText(/the viewer’s tools “Brush”, “Threshold” or “Shapes”/)).toBeTruthy();
    await user.click(button('Open segmentation tools'));
    expect(studyHost.toolsOpened).toBe(1);
  });

  it('a segmentation being read, then ready', async () => {
    const { studyHost } = await draw({
      segmentations: [segmentation({ status: 'loading', lesions: [] })],
    });
    expect(screen.getByText('Reading SEG “GTV-1”, series 1000…')).toBeTruthy();
    act(() => studyHost.change({ segmentations: [segmentation()] }));
    expect(screen.getByRole('radio', { name: /Lesion 1/, checked: true })).toBeTruthy();
  });

  it('an empty segmentation', async () => {
    await draw({ segmentations: [segmentation({ lesions: [] })] });
    expect(screen.getByText('SEG “GTV-1”, series 1000 has no outlined voxels.')).toBeTruthy();
  });

  it('a refused segmentation, with the reason and the advice', async () => {
    const error = new MutationPredictionError('other-frame-of-reference.of-series', {
      segment: 'ROI 1',
    });
    await draw({ segmentations: [segmentation({ status: 'refused', lesions: [], error })] });
    expect(
      screen.getByText(/cannot be used\. This CT series does not share .* ROI 1\./),
    ).toBeTruthy();
    expect(screen.getByText('Choose the CT series that it was drawn on.')).toBeTruthy();
  });

  it('a refused segmentation that the reason names, named once', async () => {
    const { source } = segmentation();
    const error = new MutationPredictionError('other-frame-of-reference.than-study', {
      segmentation: source,
    });
    await draw({ segmentations: [segmentation({ status: 'refused', lesions: [], error })] });
    expect(screen.getByText(/lies in another frame of reference/).textContent).toMatch(
      new RegExp(`^${source} lies in`),
    );
  });

  it('a segment that cannot be used, beside one that can', async () => {
    const error = new MutationPredictionError('empty-segment.nothing-on-ct');
    await draw({
      segmentations: [segmentation({ refusedSegments: [{ label: 'Segment 2', error }] })],
    });
    expect(screen.getByRole('radio', { name: /Lesion 1/, checked: true })).toBeTruthy();
    expect(screen.getByText('Segment 2: The segment holds no voxel on this CT.')).toBeTruthy();
    expect(screen.getByText('Draw the lesion, or choose another segment.')).toBeTruthy();
  });

  it('several CT series that fit: says why this one and changes it', async () => {
    const other = { ...ct, id: 'ct-2', description: 'Series 5, LUNG' };
    const { user, studyHost } = await draw({
      segmentations: [segmentation({ ctAlternatives: [other], ctReason: { term: 'drawn-on' } })],
    });
    expect(screen.getByText('Why: the series it was drawn on')).toBeTruthy();
    await user.selectOptions(screen.getByLabelText(/^CT series for/), 'Series 5, LUNG');
    expect(studyHost.chosenCts).toEqual([['seg-1', other]]);
  });

  it('a CT that stands in for the one drawn on: says so, also where there is no choice', async () => {
    const ctReason = { term: 'only-fitting-instead' } as const;
    await draw({ segmentations: [segmentation({ ctReason })] });
    expect(screen.queryByText(/^Why:/)).toBeNull();
    await draw({ segmentations: [segmentation({ ctReason, ctStandsIn: true })] });
    expect(screen.getByText(`Why: ${wordsOfCtReason(ctReason, en)}`)).toBeTruthy();
  });

  it('a model that cannot be fetched: the reason, and trying again', async () => {
    const error = new MutationPredictionError('model-unavailable.not-served', {
      url: '/m',
      status: 404,
    });
    const { user, modelHost } = await draw({}, (host) => {
      host.packages = [{ url: '/m', error }];
    });
    expect(screen.getByText('/m could not be fetched: the server answered 404.')).toBeTruthy();
    modelHost.packages = [{ url: '/m', model: modelEntry }];
    await user.click(button('Try again'));
    expect(await screen.findByText('MMDL nine views')).toBeTruthy();
  });

  it('several models that cannot be fetched: one in full, the others folded away', async () => {
    await draw({}, (host) => {
      host.packages = ['/a', '/b', '/c'].map((url) => ({
        url,
        error: new MutationPredictionError('model-unavailable.not-served', { url, status: 404 }),
      }));
    });
    expect(screen.getAllByRole('button', { name: 'Try again' })).toHaveLength(1);
    const others = screen.getByText('2 more models cannot be used').closest('details')!;
    expect(others.open).toBe(false);
    expect(others.textContent).toMatch(/\/b could not.*\/c could not/);
    expect(others.textContent).not.toContain('/a could');
  });

  it('a model whose bytes do not match: shown, and Predict can be tried again', async () => {
    const { user, modelHost } = await draw({}, (host) => {
      host.holds = true;
    });
    await user.click(button('Predict'));
    const error = new MutationPredictionError('model-hash-mismatch.size', {
      file: 'model.onnx',
      found: 1,
      expected: 2,
    });
    await act(async () => modelHost.fail(error));
    expect(screen.getByText('The model file model.onnx has 1 bytes instead of 2.')).toBeTruthy();
    expect(button('Predict').getAttribute('aria-disabled')).toBe('false');
  });

  it('the device and why it is a slower one', async () => {
    const drawn = await draw({}, (host) => {
      host.runsOn = {
        ...{ runtime: 'onnxruntime-web', backend: 'wasm', name: '4-core processor', threads: 4 },
        ...fallbackOf([{ why: 'no-adapter' }]),
      };
    });
    expect(
      screen.getByText(
        'Runs on WASM, 4 threads, 4-core processor. This browser offers no WebGPU adapter.',
      ),
    ).toBeTruthy();
    drawn.modelHost.result = { warnings: [{ code: 'device-fallback', message: 'No WebGPU.' }] };
    await predict(drawn);
    expect(screen.getByText('No WebGPU.')).toBeTruthy();
  });
});

describe('a run', () => {
  const held = (host: FakeModelHost) => {
    host.holds = true;
  };

  it('shows each stage as an ARIA progressbar that only grows', async () => {
    const { user, modelHost } = await draw({}, held);
    await user.click(button('Predict'));
    const seen: { text: string | null; value: number }[] = [];
    const note = () => {
      const bar = screen.getByRole('progressbar', { name: 'Predicting Lesion 1…' });
      const value = Number(bar.getAttribute('aria-valuenow'));
      seen.push({ text: bar.getAttribute('aria-valuetext'), value });
    };
    note();
    act(() => modelHost.progress({ stage: 'download', loaded: 34e6, total: 111e6 }));
    note();
    for (const stage of ['verify', 'compile', 'views', 'run'] as const) {
      act(() => modelHost.progress({ stage }));
      note();
    }
    expect(seen.map(({ text }) => text)).toEqual([
      'Reading the lesion',
      'Downloading the model, 34 of 111 MB',
      'Checking the model',
      'Compiling the model',
      'Preparing what the model reads',
      'Running the network',
    ]);
    const values = seen.map(({ value }) => value);
    expect(values).toEqual([...values].sort((a, b) => a - b));
  });

  it('tells how long a download still takes, and what each view says that was read', async () => {
    const { user, modelHost } = await draw({}, held);
    await user.click(button('Predict'));
    const bar = () => screen.getByRole('progressbar').getAttribute('aria-valuetext');
    act(() =>
      modelHost.progress({ stage: 'download', loaded: 34e6, total: 147e6, secondsLeft: 41.2 }),
    );
    expect(bar()).toBe('Downloading the model, 34 of 147 MB, 42 s left');
    act(() =>
      modelHost.progress({ stage: 'download', loaded: 34e6, total: 2600e6, secondsLeft: 610 }),
    );
    expect(bar()).toBe('Downloading the model, 34 of 2600 MB, 10 min left');

    const targets = [
      { id: 'EGFR', probability: 0.617 },
      { id: 'KRAS', probability: 0.1 },
    ];
    act(() =>
      modelHost.progress({
        stage: 'run',
        loaded: 1,
        total: 9,
        views: [{ plane: 'axial', targets }],
      }),
    );
    expect(bar()).toBe('Running the network, view 2 of 9');
    const views = screen.getByLabelText('Views read so far, each alone');
    expect(views.textContent).toBe('AxialEGFR 0.62KRAS 0.10');
    act(() => modelHost.progress({ stage: 'verify' }));
    expect(screen.queryByLabelText('Views read so far, each alone')).toBeNull();
  });

  it.each(['download', 'verify', 'compile', 'views', 'run'] as const)(
    'can be cancelled during %s, and leaves no result behind',
    async (stage) => {
      const { user, modelHost } = await draw({}, held);
      await user.click(button('Predict'));
      act(() => modelHost.progress({ stage }));
      await user.click(button('Cancel'));
      expect(modelHost.lastSignal?.aborted).toBe(true);
      expect(section('Result').getByText(/No result yet/)).toBeTruthy();
      expect(screen.getAllByText(/Cancelled; nothing was computed/)).not.toHaveLength(0);
      expect(document.activeElement).toBe(button('Predict'));
    },
  );

  it('is given up when another study is opened', async () => {
    const { user, studyHost, modelHost } = await draw({}, held);
    await user.click(button('Predict'));
    act(() => studyHost.change({ studyInstanceUid: '9.9.9' }));
    expect(modelHost.lastSignal?.aborted).toBe(true);
    expect(screen.queryByRole('progressbar')).toBeNull();
  });

  it('goes on while OHIF shows another tab, and its result is there on return', async () => {
    const drawn = await draw({}, held);
    await drawn.user.click(button('Predict'));
    cleanup();
    expect(drawn.studyHost.listenerCount).toBe(0);
    await act(async () => drawn.modelHost.finish());
    await mount(drawn);
    expect(screen.getByText('What the network saw')).toBeTruthy();
  });
});

describe('the model', () => {
  it('is what the banner speaks of', async () => {
    await draw();
    const banner = within(screen.getByRole('note'));
    expect(banner.getByText(/Demonstration weights: the numbers mean nothing/)).toBeTruthy();
  });

  it('shows its card on demand', async () => {
    const { user } = await draw();
    await user.click(button('About model'));
    const [card, long] = [{ name: 'About MMDL nine views' }, { timeout: 20_000 }];
    const dialog = within(await screen.findByRole('dialog', card, long));
    expect(await dialog.findByText('Demonstration weights.', {}, long)).toBeTruthy();
    expect(dialog.getByText(/came near chance on public patients/)).toBeTruthy();
    await user.click(dialog.getByRole('button', { name: 'Close' }));
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('can be chosen when there are several; a result of another one is then out of date', async () => {
    const second = {
      ...modelEntry,
      manifest: { ...modelEntry.manifest, id: 'second', name: 'Second' },
    };
    const drawn = await draw({}, (host) => {
      host.packages = [...host.packages, { url: '/second', model: second }];
    });
    await predict(drawn);
    await drawn.user.selectOptions(screen.getByRole('combobox', { name: 'Model' }), 'second');
    expect(section('Result').getByText(/Another model is chosen now/)).toBeTruthy();
  });
});
