import type { MutationPredictionError } from '@mutation-prediction/core';
import { Suspense, useState, type ReactNode } from 'react';
import type { ModelEntry, ModelHost } from '../../contract.js';
import { Button } from '../parts/Button.js';
import { ErrorNotice, Notice } from '../parts/Notice.js';
import { missingPart, onDemand } from '../parts/onDemand.js';
import { Select } from '../parts/Select.js';
import { signatureText } from '../parts/signatureText.js';
import type { Models } from '../state/panelState.js';
import { say } from '../words.js';
import { RunHereButton } from './RunHereButton.js';

interface ModelRowProps {
  readonly models: Models;
  readonly chosen: ModelEntry | undefined;
  readonly modelHost: ModelHost;
  readonly onChoose: (modelId: string) => void;
  readonly onReload: () => void;
  /** Where the models are another computer's. */
  readonly onRunHere?: () => void;
}

/** Which network; its card on demand; packages that failed to load with the reason. */
export function ModelRow(props: ModelRowProps) {
  const { models, chosen, modelHost, onChoose, onReload, onRunHere } = props;
  const [cardOpen, setCardOpen] = useState(false);
  const again = (
    <>
      <Button variant="secondary" onClick={onReload}>
        {say('model.again')}
      </Button>
      {onRunHere && <RunHereButton onClick={onRunHere} />}
    </>
  );
  if (models.status === 'loading') return <Notice kind="info" text={say('model.loading')} />;
  if (models.status === 'failed') return <ErrorNotice error={models.error}>{again}</ErrorNotice>;
  const { entries, failures } = models;
  const options = entries.map(({ manifest }) => ({
    value: manifest.id,
    text: `${manifest.name} ${manifest.version}`,
  }));
  return (
    <>
      <ModelFailures failures={failures} again={again} />
      {entries.length === 0 && failures.length === 0 && (
        <Notice kind="info" text={say('model.none')} advice={say('model.noneAdvice')}>
          {onRunHere && again}
        </Notice>
      )}
      {!chosen && entries.length > 0 && (
        <>
          <Notice kind="warning" text={say('model.absent')} />
          <div className="mp-model">
            <Select
              label={say('model.choose')}
              value=""
              options={[{ value: '', text: say('model.chooseOne') }, ...options]}
              onChange={onChoose}
            />
          </div>
        </>
      )}
      {chosen && (
        <div className="mp-model">
          {entries.length === 1 ? (
            <span className="text-foreground text-base">
              {chosen.manifest.name}{' '}
              <span className="text-muted-foreground text-sm">{chosen.manifest.version}</span>
            </span>
          ) : (
            <Select
              label={say('model.choose')}
              value={chosen.manifest.id}
              options={options}
              onChange={onChoose}
            />
          )}
          <Button variant="ghost" aria-haspopup="dialog" onClick={() => setCardOpen(true)}>
            {say('model.card')}
          </Button>
        </div>
      )}
      {chosen?.signature && (
        <p className="text-muted-foreground text-sm">
          {say('model.signature', { state: signatureText(chosen.signature) })}
        </p>
      )}
      {chosen && cardOpen && (
        <Suspense fallback={null}>
          <ModelCardDialog
            model={chosen.manifest}
            modelHost={modelHost}
            onClose={() => setCardOpen(false)}
          />
        </Suspense>
      )}
    </>
  );
}

interface ModelFailuresProps {
  readonly failures: readonly MutationPredictionError[];
  readonly again: ReactNode;
}

/** The first in full; of a site whose models are all out of reach, the others are folded away. */
function ModelFailures({ failures: [first, ...others], again }: ModelFailuresProps) {
  if (!first) return null;
  const further = others.map((error) => <ErrorNotice key={error.message} error={error} />);
  return (
    <>
      <ErrorNotice error={first}>{again}</ErrorNotice>
      {others.length < 2 ? (
        further
      ) : (
        <details className="mp-details mb-2 text-sm">
          <summary className="text-muted-foreground">
            {say('model.moreMissing', { count: others.length })}
          </summary>
          {further}
        </details>
      )}
    </>
  );
}

/** Fetched with the first card. */
const ModelCardDialog = onDemand(
  async () =>
    (await import(/* webpackChunkName: 'model-card-dialog' */ './ModelCardDialog.js'))
      .ModelCardDialog,
  missingPart('model.missing'),
);
