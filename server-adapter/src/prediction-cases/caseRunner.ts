import type { Predictor } from '@mutation-prediction/core';
import { sameThreadRunner, type CaseRunner } from '../cohort/casePool.js';
import { loadModelPackage } from '../inference/modelStore.js';
import { openPredictor } from '../inference/openPredictor.js';
import { imagesParser } from '../parsing/parse.js';
import { predictCase, type CaseOutcome, type CaseTask } from './predictCase.js';

/** Plain data, so that it can be sent to workers. */
export interface RunnerOptions {
  /** Folder of the model packages. */
  readonly models: string;
  /** Processors that one network may use. */
  readonly threads: number;
}

/** Predicts one case after the other on this thread; files are read in a process of their own. */
export function caseRunner({ models, threads }: RunnerOptions): CaseRunner<CaseTask, CaseOutcome> {
  const parser = imagesParser();
  const open = new Map<string, Promise<Predictor>>();
  const openModel = (id: string) => {
    const opening =
      open.get(id) ??
      loadModelPackage(id, models).then((loaded) => openPredictor(loaded, { threads }));
    open.set(id, opening);
    return opening;
  };
  const runner = sameThreadRunner((task: CaseTask) => predictCase(task, parser, openModel));
  return {
    run: (task) => runner.run(task),
    end: () => {
      parser.close();
      for (const predictor of open.values()) {
        void predictor.then((one) => one.release()).catch(() => undefined);
      }
    },
  };
}
