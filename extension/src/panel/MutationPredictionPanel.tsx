import { lightTierAmong, missingClinicalWarnings, type Catalogue } from '@mutation-prediction/core';
import { Suspense, useMemo, useSyncExternalStore } from 'react';
import type { FormEvent, KeyboardEvent } from 'react';
import type { ModelHost, ModelServer, RadiomicsHost, StudyHost } from '../contract.js';
import { Announcer } from './Announcer.js';
import { BackgroundJobs } from './background/onDemand.js';
import { CatalogueProvider } from './catalogue.js';
import { EarlierSection } from './earlier/EarlierSection.js';
import { MeasuredReports } from './earlier/MeasuredReports.js';
import { OpenedReportSection } from './earlier/OpenedReportSection.js';
import { StoredWhy } from './earlier/StoredWhy.js';
import { OtherStudies } from './earlier/OtherStudies.js';
import { FeaturesSection } from './features/FeaturesSection.js';
import { useLanguage } from './language.js';
import { LesionSection } from './lesion/LesionSection.js';
import { PatientSection } from './patient/PatientSection.js';
import { AllLesionsSection } from './overview/AllLesionsSection.js';
import { UnsavedReports } from './report/UnsavedReports.js';
import { ResearchBanner } from './ResearchBanner.js';
import { ResultSection } from './result/ResultSection.js';
import { warningsAt } from './result/warningPlaces.js';
import { ModelRow } from './run/ModelRow.js';
import { PlaceRow } from './run/PlaceRow.js';
import { RunControls } from './run/RunControls.js';
import { LightTier } from './run/onDemand.js';
import { clinicalFieldsOf, readClinicalForm } from './state/clinicalForm.js';
import { readyLesions } from './state/lesions.js';
import { openedEntries } from './state/openedReports.js';
import { comparedPriors } from './state/sameLesions.js';
import { panelSession } from './state/panelSession.js';
import {
  blockerOf,
  blockerOfAll,
  chosenLesion,
  chosenModel,
  currentResultOf,
  openedReport,
  reportsOnScreen,
  shownResult,
  staleReasons,
  unsavedReports,
} from './state/selectors.js';
import { injectStyles } from './styles.js';
import { say } from './words.js';

export interface MutationPredictionPanelProps {
  /** Keep the same object while a study is open: the panel's session hangs on it. */
  readonly studyHost: StudyHost;
  readonly modelHost: ModelHost;
  /** Where models can run, too. */
  readonly modelServer?: ModelServer | undefined;
  readonly radiomicsHost: RadiomicsHost;
  /** A site's own sentences of errors and warnings, in whatever language the panel speaks. */
  readonly catalogue?: Catalogue | undefined;
}

/** The panel: lesion, patient, model and Predict, result, features, unsaved and earlier reports. */
export function MutationPredictionPanel(props: MutationPredictionPanelProps) {
  const { studyHost, modelHost, modelServer, radiomicsHost } = props;
  const language = useLanguage();
  const { catalogue = language.catalogue } = props;
  const session = useMemo(() => {
    injectStyles();
    return panelSession(studyHost, modelHost, radiomicsHost, modelServer);
  }, [studyHost, modelHost, radiomicsHost, modelServer]);
  const state = useSyncExternalStore(session.subscribe, session.getState);
  const { actions } = session;
  const { snapshot } = state;

  const form = readClinicalForm(snapshot.patient, state.edits);
  const lesion = chosenLesion(state)?.lesion;
  const model = chosenModel(state);
  const { models, where } = state;
  const light =
    model && models.status === 'ready' && where.at === 'here'
      ? lightTierAmong(models.entries, model.digest)
      : undefined;
  const result = shownResult(state);
  const opened = openedReport(state);
  const isCurrent = result !== undefined && staleReasons(state, result.key).length === 0;
  const warnings = isCurrent ? result.prediction.warnings : [];
  const shown = opened ? [] : reportsOnScreen(state);
  const elsewhere = unsavedReports(state).filter((report) => !shown.includes(report));

  function submit(event: FormEvent) {
    event.preventDefault();
    void actions.predict();
  }

  return (
    <CatalogueProvider value={catalogue}>
      <div
        className="mp-panel mp-scrollbar"
        role="region"
        lang={language.tag}
        aria-label={say('panel.title')}
        tabIndex={-1}
        onKeyDown={keepFromHotkeys}
      >
        <ResearchBanner model={opened?.prediction?.model ?? model?.manifest} />
        <form onSubmit={submit} noValidate>
          <LesionSection
            snapshot={snapshot}
            chosenId={state.lesionId}
            warnings={warningsAt(warnings, 'lesion')}
            studyHost={studyHost}
            isOutlined={state.images.outline}
            actions={actions}
          />
          <PatientSection
            form={form}
            fields={model ? clinicalFieldsOf(model.manifest) : ['age', 'sex', 'smoking']}
            missing={model ? missingClinicalWarnings(form.values, model.manifest) : []}
            onEdit={actions.editClinical}
          />
          <div className="mp-run">
            {modelServer && (
              <PlaceRow
                where={state.where}
                server={modelServer.name}
                onChoose={(choice) => void actions.choosePlace(choice)}
              />
            )}
            <ModelRow
              models={state.models}
              chosen={model}
              modelHost={
                state.where.at === 'server' && modelServer ? modelServer.models : modelHost
              }
              onChoose={actions.chooseModel}
              onReload={() => void actions.loadModels()}
              {...(state.where.at === 'server' && { onRunHere: () => void actions.runHere() })}
            />
            {model && light && (
              <Suspense fallback={null}>
                <LightTier
                  key={model.digest}
                  {...{ model, light }}
                  results={state.results}
                  onChoose={actions.chooseModel}
                />
              </Suspense>
            )}
            <RunControls
              run={state.run}
              blocker={blockerOf(state)}
              isAgain={result !== undefined && !isCurrent}
              device={state.device}
              warnings={warningsAt(warnings, 'device')}
              lesions={readyLesions(snapshot).length}
              blockerOfAll={blockerOfAll(state)}
              onPredictAll={() => void actions.predictAll()}
              onCancel={actions.cancel}
              onRunHere={() => void actions.runHere()}
            />
            {modelServer?.background && (
              <Suspense fallback={null}>
                <BackgroundJobs
                  server={modelServer}
                  studyHost={studyHost}
                  segmentations={snapshot.segmentations}
                  model={model}
                />
              </Suspense>
            )}
          </div>
        </form>
        {!opened && <AllLesionsSection state={state} actions={actions} studyHost={studyHost} />}
        {opened?.prediction ? (
          <OpenedReportSection
            id={opened.id}
            entries={openedEntries(state)}
            onPick={actions.openReport}
            prediction={opened.prediction}
            contentDate={opened.contentDate}
            origin={opened.origin}
            signature={opened.signature}
            measurements={opened.measurements ?? []}
            current={currentResultOf(state, opened.prediction)?.prediction}
            why={
              opened.visualExplanations && (
                <StoredWhy key={opened.prediction.uid} {...{ state, actions }} stored={opened} />
              )
            }
            studyHost={studyHost}
            onClose={actions.closeReport}
          />
        ) : (
          <ResultSection state={state} result={result} actions={actions} studyHost={studyHost} />
        )}
        <FeaturesSection state={state} actions={actions} />
        <UnsavedReports
          reports={elsewhere}
          studyInstanceUid={snapshot.studyInstanceUid}
          actions={actions}
        />
        <EarlierSection
          earlier={snapshot.earlier}
          openedId={state.openedReport}
          onOpen={actions.openReport}
        >
          {snapshot.prior.status !== 'none' && (
            <OtherStudies
              reports={snapshot.prior}
              compared={comparedPriors(state, lesion, lesion && studyHost.trackingUidOf(lesion.id))}
              lesion={lesion}
              current={isCurrent ? result.prediction : undefined}
              openedId={state.openedReport}
              actions={actions}
              onOpen={actions.openReport}
            />
          )}
          <MeasuredReports reports={snapshot.measured} studyHost={studyHost} />
        </EarlierSection>
        <Announcer state={state} />
      </div>
    </CatalogueProvider>
  );
}

/** The viewer has hotkeys on the keys that press a button: a press here must not reach them. */
function keepFromHotkeys(event: KeyboardEvent) {
  if (event.key === 'Enter' || event.key === ' ') event.stopPropagation();
}
