import { Select } from '../parts/Select.js';
import { say } from '../words.js';
import type { FeatureChoice } from './featureChoice.js';
import { FEATURE_SETS } from './featureChoice.js';

interface ChoiceOfFeaturesProps {
  readonly choice: FeatureChoice;
  readonly onChoose: (choice: FeatureChoice) => void;
}

/** Which features, and of which voxels. */
export function ChoiceOfFeatures({ choice, onChoose }: ChoiceOfFeaturesProps) {
  return (
    <div className="mp-features-choice">
      <label htmlFor="mp-feature-set" className="text-muted-foreground text-sm">
        {say('features.set')}
      </label>
      <Select
        id="mp-feature-set"
        value={String(choice.set)}
        options={FEATURE_SETS.map((set) => ({
          value: String(set),
          text: say(`features.set.${set}`),
        }))}
        onChange={(text) => {
          const set = FEATURE_SETS.find((known) => String(known) === text);
          if (set) onChoose({ ...choice, set });
        }}
      />
      <label htmlFor="mp-feature-voxels" className="text-muted-foreground text-sm">
        {say('features.voxels')}
      </label>
      <Select
        id="mp-feature-voxels"
        value={choice.voxels}
        options={(['scanned', 'millimetre'] as const).map((value) => ({
          value,
          text: say(`features.voxels.${value}`),
        }))}
        onChange={(text) =>
          onChoose({ ...choice, voxels: text === 'millimetre' ? 'millimetre' : 'scanned' })
        }
      />
    </div>
  );
}
