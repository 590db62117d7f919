import { useState } from 'react';
import type { ModelEntry, ModelHost } from '../../contract.js';
import { Button } from '../parts/Button.js';
import { ErrorNotice, Notice } from '../parts/Notice.js';
import { Select } from '../parts/Select.js';
import { signatureText } from '../parts/signatureText.js';
import type { Models } from '../state/panelState.js';
import { say } from '../words.js';
import { ModelCardDialog } from './ModelCardDialog.js';
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
  return (
    <>
      {failures.map((error) => (
        <ErrorNotice key={error.message} error={error}>
          {again}
        </ErrorNotice>
      ))}
      {entries.length === 0 && failures.length === 0 && (
        <Notice kind="info" text={say('model.none')} advice={say('model.noneAdvice')}>
          {onRunHere && again}
        </Notice>
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
              options={entries.map(({ manifest }) => ({
                value: manifest.id,
                text: `${manifest.name} ${manifest.version}`,
              }))}
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
        <ModelCardDialog
          model={chosen.manifest}
          modelHost={modelHost}
          onClose={() => setCardOpen(false)}
        />
      )}
    </>
  );
}
