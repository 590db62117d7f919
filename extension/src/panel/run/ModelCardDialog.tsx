import { Suspense, useEffect, useState } from 'react';
import type { ModelManifest, MutationPredictionError } from '@mutation-prediction/core';
import type { ModelHost } from '../../contract.js';
import { Dialog } from '../parts/Dialog.js';
import { ErrorNotice } from '../parts/Notice.js';
import { onDemand } from '../parts/onDemand.js';
import { asPredictionError } from '../state/predictionErrors.js';
import { injectOnDemandStyles } from '../onDemandStyles.js';
import { say } from '../words.js';

interface ModelCardDialogProps {
  readonly model: ModelManifest;
  readonly modelHost: ModelHost;
  readonly onClose: () => void;
}

/** The model card in a modal dialog, wider than the panel could show it. */
export function ModelCardDialog({ model, modelHost, onClose }: ModelCardDialogProps) {
  injectOnDemandStyles();
  const [card, setCard] = useState<string>();
  const [error, setError] = useState<MutationPredictionError>();
  const title = say('model.cardTitle', { model: model.name });

  useEffect(() => {
    let closed = false;
    modelHost.card(model.id).then(
      (text) => !closed && setCard(text),
      (cause: unknown) => {
        if (closed) return;
        setError(asPredictionError(cause, 'model-unavailable.unexpected'));
      },
    );
    return () => {
      closed = true;
    };
  }, [model.id, modelHost]);

  return (
    <Dialog title={title} onClose={onClose}>
      <div className="mp-card text-base" tabIndex={0} aria-label={title} role="region">
        <p className="text-muted-foreground text-sm">{say('model.evidence')}</p>
        {error && <ErrorNotice error={error} />}
        {!error && card === undefined && <CardLoading />}
        {card !== undefined && (
          <Suspense fallback={<CardLoading />}>
            <CardText text={card} />
          </Suspense>
        )}
      </div>
    </Dialog>
  );
}

function CardLoading() {
  return <p>{say('model.cardLoading')}</p>;
}

/** What reads Markdown is fetched with the first card; a site that does not serve it shows the plain text. */
const CardText = onDemand(
  async () => (await import(/* webpackChunkName: 'model-card' */ '../parts/Markdown.js')).Markdown,
  PlainText,
);

function PlainText({ text }: { text: string }) {
  return <pre style={{ whiteSpace: 'pre-wrap' }}>{text}</pre>;
}
