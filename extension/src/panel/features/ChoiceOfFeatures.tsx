import type { ComponentProps } from 'react';
import { Select } from '../parts/Select.js';
import { say } from '../words.js';
import type { FeatureChoice, FeatureSet } from './featureChoice.js';
import { CONFIGURATIONS, FEATURE_SETS, parametersOf, PYRADIOMICS_SETS } from './featureChoice.js';
import { processingWords } from './settingsWords.js';

interface ChoiceOfFeaturesProps {
  readonly choice: FeatureChoice;
  /** Whether what the choice implies is said elsewhere. */
  readonly isExplained: boolean;
  readonly onChoose: (choice: FeatureChoice) => void;
}

const option = (set: FeatureSet) => ({ value: String(set), text: say(`features.set.${set}`) });
const sets = () => [
  { label: say('features.sets.pyradiomics'), options: PYRADIOMICS_SETS.map(option) },
  { label: say('features.sets.ibsi'), options: [option('ibsi')] },
];

/** Which features, of which voxels, and how the image is processed for them. */
export function ChoiceOfFeatures({ choice, isExplained, onChoose }: ChoiceOfFeaturesProps) {
  return (
    <>
      <div className="mp-features-choice">
        <LabelledSelect
          id="mp-feature-set"
          label={say('features.set')}
          value={String(choice.set)}
          options={sets()}
          onChange={(value) => {
            const set = FEATURE_SETS.find((known) => String(known) === value);
            if (set) onChoose({ ...choice, set });
          }}
        />
        {choice.set === 'ibsi' ? (
          <LabelledSelect
            id="mp-feature-configuration"
            label={say('features.configuration')}
            value={choice.configuration}
            options={CONFIGURATIONS.map((value) => ({
              value,
              text: say(`features.configuration.${value}`),
            }))}
            onChange={(value) => {
              const configuration = CONFIGURATIONS.find((name) => name === value);
              if (configuration) onChoose({ ...choice, configuration });
            }}
          />
        ) : (
          <LabelledSelect
            id="mp-feature-voxels"
            label={say('features.voxels')}
            value={choice.voxels}
            options={(['scanned', 'millimetre'] as const).map((value) => ({
              value,
              text: say(`features.voxels.${value}`),
            }))}
            onChange={(text) =>
              onChoose({ ...choice, voxels: text === 'millimetre' ? 'millimetre' : 'scanned' })
            }
          />
        )}
      </div>
      {!isExplained && (
        <div className="text-muted-foreground text-sm">
          {processingWords(parametersOf(choice)).map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </div>
      )}
    </>
  );
}

/** A row of the grid of choices. */
function LabelledSelect({
  label,
  ...select
}: ComponentProps<typeof Select> & { readonly id: string; readonly label: string }) {
  return (
    <>
      <label htmlFor={select.id} className="text-muted-foreground text-sm">
        {label}
      </label>
      <Select {...select} />
    </>
  );
}
