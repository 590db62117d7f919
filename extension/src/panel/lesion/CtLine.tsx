import { wordsOfCtReason } from '@mutation-prediction/core';
import type { CtChoice, SegmentationEntry } from '../../contract.js';
import { useCatalogue } from '../catalogue.js';
import { Select } from '../parts/Select.js';
import { say } from '../words.js';

interface CtLineProps {
  readonly segmentation: SegmentationEntry;
  readonly onChoose: (ct: CtChoice) => void;
}

/** The CT a segmentation is read on and why; a choice where several fit. */
export function CtLine({ segmentation, onChoose }: CtLineProps) {
  const catalogue = useCatalogue();
  const { ct, ctReason, ctStandsIn, ctAlternatives, source } = segmentation;
  const choices = [...(ct ? [ct] : []), ...ctAlternatives];
  if (choices.length === 0) return null;
  return (
    <div className="mp-source text-muted-foreground text-sm">
      {ctAlternatives.length === 0 && ct && <p>{say('lesion.ctOn', { ct: ct.description })}</p>}
      {ctAlternatives.length > 0 && (
        <Select
          label={say('lesion.ctChoose', { source })}
          value={ct?.id ?? ''}
          options={[
            ...(ct ? [] : [{ value: '', text: say('lesion.ctChoose', { source }) }]),
            ...choices.map((c) => ({ value: c.id, text: c.description })),
          ]}
          onChange={(id) => {
            const picked = choices.find((c) => c.id === id);
            if (picked) onChoose(picked);
          }}
        />
      )}
      {(ctAlternatives.length > 0 || ctStandsIn) && ctReason && (
        <p>{say('lesion.ctReason', { reason: wordsOfCtReason(ctReason, catalogue) })}</p>
      )}
    </div>
  );
}
