import type { ClinicalName } from '@mutation-prediction/core';
import type { ModelHost, ModelServer, RadiomicsHost, StudyHost } from '../../contract.js';
import type { ContributionActions } from './contributionActions.js';
import { createContributionActions } from './contributionActions.js';
import { createExplanationActions, type ExplanationActions } from './explanationActions.js';
import { createFeatureActions } from './featureActions.js';
import type { FeatureActions } from './featureActions.js';
import { createImageActions } from './imageActions.js';
import type { ImageActions } from './imageActions.js';
import { chooseLesionOfOpenedReport } from './openedReports.js';
import type { PanelState } from './panelState.js';
import { createPlaceActions, type PlaceActions } from './placeActions.js';
import { createReportActions } from './reportActions.js';
import type { ReportActions } from './reportActions.js';
import { createRunActions } from './runActions.js';
import type { RunActions } from './runActions.js';
import { createSameLesionActions } from './sameLesionActions.js';
import type { SameLesionActions } from './sameLesionActions.js';
import { chosenLesion } from './selectors.js';
import { makeFeaturesReadyWhileIdle, makeReadyWhileIdle } from './readiness.js';
import { askBeforeLeaving } from './leaving.js';
import { PanelStore } from './store.js';

/** Everything a user can do in the panel. */
export interface PanelActions
  extends
    PlaceActions,
    RunActions,
    ReportActions,
    FeatureActions,
    SameLesionActions,
    ContributionActions,
    ExplanationActions,
    ImageActions {
  /** From now on it is about this lesion, and the images show it. */
  readonly chooseLesion: (lesionId: string) => void;
  readonly editClinical: (field: ClinicalName, text: string) => void;
  readonly chooseModel: (modelId: string) => void;
  readonly openReport: (id: string) => void;
  readonly closeReport: () => void;
}

export interface PanelSession {
  readonly getState: () => PanelState;
  readonly subscribe: (listener: () => void) => () => void;
  readonly actions: PanelActions;
}

const sessions = new WeakMap<StudyHost, PanelSession>();

/** The one session of a study host: the same after the panel was unmounted and mounted again. */
export function panelSession(
  studyHost: StudyHost,
  modelHost: ModelHost,
  radiomicsHost: RadiomicsHost,
  modelServer?: ModelServer,
): PanelSession {
  const known = sessions.get(studyHost);
  if (known) return known;
  const session = createPanelSession(studyHost, modelHost, radiomicsHost, modelServer);
  sessions.set(studyHost, session);
  return session;
}

function createPanelSession(
  studyHost: StudyHost,
  modelHost: ModelHost,
  radiomicsHost: RadiomicsHost,
  modelServer: ModelServer | undefined,
): PanelSession {
  const store = new PanelStore(studyHost);
  const { dispatch } = store;
  askBeforeLeaving(store, studyHost);

  const places = createPlaceActions(store, modelHost, modelServer);
  void places.choosePlace(modelServer?.place ?? 'here');
  makeReadyWhileIdle(store, places);
  makeFeaturesReadyWhileIdle(store, radiomicsHost);
  const images = createImageActions(store, studyHost);
  chooseLesionOfOpenedReport(store, studyHost, images.goToLesion);

  return {
    getState: store.getState,
    subscribe: store.subscribe,
    actions: {
      choosePlace: places.choosePlace,
      loadModels: places.loadModels,
      ...createRunActions(store, studyHost, places),
      ...createReportActions(store, studyHost),
      ...createFeatureActions(store, studyHost, radiomicsHost),
      ...createSameLesionActions(store, studyHost),
      ...createContributionActions(store, studyHost, places),
      ...createExplanationActions(store, studyHost),
      ...images,
      chooseLesion: (lesionId) => {
        dispatch({ type: 'lesion-chosen', lesionId });
        const chosen = chosenLesion(store.getState());
        if (chosen) images.goToLesion(chosen.lesion.centroidLps);
      },
      editClinical: (field, text) => dispatch({ type: 'clinical-edited', field, text }),
      chooseModel: (modelId) => dispatch({ type: 'model-chosen', modelId }),
      openReport: (id) => dispatch({ type: 'report-opened', id }),
      closeReport: () => dispatch({ type: 'report-closed' }),
    },
  };
}
