import { MutationPredictionError } from '@mutation-prediction/core';
import {
  lesion,
  lesionViews,
  modelEntry,
  prediction,
  segmentation,
  snapshot,
} from '../testing/fixtures.js';
import { initialState, reportId } from './panelState.js';
import type { PanelState } from './panelState.js';
import { reduce } from './reducer.js';
import type { PanelEvent } from './reducer.js';
import { blockerOf, keyOfNextRun, shownResult, staleReasons, unsavedReports } from './selectors.js';

const views = lesionViews(2);

function after(state: PanelState, ...events: readonly PanelEvent[]): PanelState {
  return events.reduce(reduce, state);
}

function opened(parts = {}): PanelState {
  return after(
    initialState,
    { type: 'snapshot', snapshot: snapshot(parts) },
    { type: 'models', models: { status: 'ready', entries: [modelEntry], failures: [] } },
  );
}

function started(state: PanelState): PanelState {
  const key = keyOfNextRun(state)!;
  return after(state, { type: 'run-started', key, at: 'here', lesionLabel: 'Lesion 1' });
}

function runningKey(state: PanelState) {
  if (state.run.status !== 'running') throw new Error('nothing is running');
  return state.run.key;
}

function finished(state: PanelState): PanelState {
  const running = started(state);
  const result = { key: runningKey(running), prediction: prediction(), views };
  return after(running, { type: 'run-finished', result });
}

function staleOf(state: PanelState) {
  return staleReasons(state, shownResult(state)!.key);
}

const followed = (state: PanelState, parts: Parameters<typeof snapshot>[0]) =>
  after(state, { type: 'snapshot', snapshot: snapshot(parts) });

describe('choosing the lesion', () => {
  const two = segmentation({ lesions: [lesion(), lesion({ id: 'other' })] });

  it('takes the only candidate by itself', () => {
    expect(opened().lesionId).toBe('seg-1:1:1');
  });

  it('takes none of several', () => {
    const state = opened({ segmentations: [two] });
    expect(state.lesionId).toBeUndefined();
    expect(blockerOf(state)).toBe('no-lesion');
  });

  it('waits with one candidate while another segmentation is still being read', () => {
    const loading = segmentation({ id: 'seg-2', status: 'loading', lesions: [] });
    const state = opened({ segmentations: [segmentation(), loading] });
    expect(state.lesionId).toBeUndefined();
    expect(followed(state, { segmentations: [segmentation()] }).lesionId).toBe('seg-1:1:1');
  });

  it('keeps the choice when lesions are added, drops it when its lesion goes', () => {
    const chosen = after(opened({ segmentations: [two] }), {
      type: 'lesion-chosen',
      lesionId: 'other',
    });
    const three = segmentation({ lesions: [...two.lesions, lesion({ id: 'third' })] });
    expect(followed(chosen, { segmentations: [three] }).lesionId).toBe('other');
    const without = segmentation({ lesions: [lesion(), lesion({ id: 'third' })] });
    expect(followed(chosen, { segmentations: [without] }).lesionId).toBeUndefined();
  });

  it('never offers a lesion of a refused segmentation', () => {
    const state = opened({ segmentations: [segmentation({ status: 'refused' })] });
    expect(blockerOf(state)).toBe('nothing');
  });
});

describe('a result', () => {
  it('is current right after its run', () => {
    expect(staleOf(finished(opened()))).toEqual([]);
  });

  it.each([
    ['the contours changed', { segmentations: [segmentation({ revision: 2 })] }, ['contours']],
    [
      'the same id came back as another lesion',
      { segmentations: [segmentation({ lesions: [lesion({ volumeMm3: 900 })] })] },
      ['contours'],
    ],
    [
      'the segmentation is being read again',
      { segmentations: [segmentation({ status: 'loading' })] },
      ['contours'],
    ],
    ['DICOM turned out to say another age', { patient: { ageYears: 65 } }, ['patient']],
  ])('is out of date when %s', (_, parts, reasons) => {
    expect(staleOf(followed(finished(opened()), parts))).toEqual(reasons);
  });

  it('is out of date while the form says something else, current again when it is put back', () => {
    const smoker = after(finished(opened()), {
      type: 'clinical-edited',
      field: 'smoking',
      text: 'former',
    });
    expect(staleOf(smoker)).toEqual(['patient']);
    const back = after(smoker, { type: 'clinical-edited', field: 'smoking', text: '' });
    expect(staleOf(back)).toEqual([]);
  });

  it('is out of date when another model is chosen or the package was replaced', () => {
    const replaced = { ...modelEntry, digest: `sha256:${'11'.repeat(32)}` };
    const state = after(finished(opened()), {
      type: 'models',
      models: { status: 'ready', entries: [replaced], failures: [] },
    });
    expect(staleOf(state)).toEqual(['model']);
  });

  it('is gone with its lesion, its segmentation, or its study', () => {
    const state = finished(opened());
    const gone = [
      { segmentations: [segmentation({ lesions: [lesion({ id: 'redrawn' })] })] },
      { segmentations: [] },
      { segmentations: [segmentation({ status: 'refused', lesions: [] })] },
      { studyInstanceUid: '9.9.9' },
    ];
    for (const parts of gone) expect(followed(state, parts).results.size).toBe(0);
  });

  it('stays with its own lesion', () => {
    const two = [segmentation({ lesions: [lesion(), lesion({ id: 'other' })] })];
    const first = after(opened({ segmentations: two }), {
      type: 'lesion-chosen',
      lesionId: 'seg-1:1:1',
    });
    const second = after(finished(first), { type: 'lesion-chosen', lesionId: 'other' });
    expect(shownResult(second)).toBeUndefined();
    expect(
      shownResult(after(second, { type: 'lesion-chosen', lesionId: 'seg-1:1:1' })),
    ).toBeDefined();
  });

  it('that comes after the contours changed under the run is out of date from the start', () => {
    const running = followed(started(opened()), { segmentations: [segmentation({ revision: 2 })] });
    const result = { key: runningKey(running), prediction: prediction(), views };
    expect(staleOf(after(running, { type: 'run-finished', result }))).toEqual(['contours']);
  });
});

describe('a run', () => {
  it('that was cancelled brings no result, however late it answers', () => {
    const running = started(opened());
    const key = runningKey(running);
    const late = after(
      running,
      { type: 'run-cancelled', key },
      { type: 'run-progress', key, progress: { stage: 'run' } },
      { type: 'run-finished', result: { key, prediction: prediction(), views } },
    );
    expect(late.run).toEqual({ status: 'cancelled' });
    expect(late.results.size).toBe(0);
  });

  it('ends when its study is closed, and its answer is not taken for the next study', () => {
    const running = started(opened());
    const key = runningKey(running);
    const elsewhere = followed(running, { studyInstanceUid: '9.9.9' });
    expect(elsewhere.run.status).toBe('idle');
    const late = after(elsewhere, {
      type: 'run-finished',
      result: { key, prediction: prediction(), views },
    });
    expect(late.results.size).toBe(0);
  });

  it('cannot start with an age that is none', () => {
    const state = after(opened(), { type: 'clinical-edited', field: 'age', text: '164' });
    expect(blockerOf(state)).toBe('age-invalid');
  });
});

describe('another study', () => {
  it('brings its own patient: nothing entered is carried over', () => {
    const edited = after(opened(), { type: 'clinical-edited', field: 'age', text: '50' });
    const next = followed(edited, { studyInstanceUid: '9.9.9', patient: { ageYears: 71 } });
    expect(keyOfNextRun(next)?.clinical).toEqual({ ageYears: 71 });
  });

  it('keeps the unsaved reports of the one before', () => {
    const document = { files: [], replaces: [], carried: 0 };
    const report = reportId([prediction()]);
    const error = new MutationPredictionError('store-refused.refused', { status: 503 });
    const failed = after(
      finished(opened()),
      { type: 'report-building', predictions: [prediction()], studyInstanceUid: '1.2.3' },
      { type: 'report-built', report, document },
      { type: 'report-storing', report },
      { type: 'report-failed', report, error },
    );
    const next = followed(failed, { studyInstanceUid: '9.9.9' });
    expect(unsavedReports(next).map((report) => report.document)).toEqual([document]);
    expect(unsavedReports(after(next, { type: 'report-stored', report }))).toEqual([]);
    expect(unsavedReports(after(next, { type: 'report-downloaded', report }))).toEqual([]);
    expect(unsavedReports(after(next, { type: 'report-discarded', report }))).toEqual([]);
  });
});
