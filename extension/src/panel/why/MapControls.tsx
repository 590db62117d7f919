import type { ActivationMaps, PredictedTarget } from '@mutation-prediction/core';
import { ACTIVATION_COLOURS, activationAlpha, shortNameOf } from '@mutation-prediction/core';
import type { KeyboardEvent } from 'react';
import { useId } from 'react';
import { Notice } from '../parts/Notice.js';
import { Select } from '../parts/Select.js';
import type { MapState } from '../state/imagesState.js';
import { say } from '../words.js';

interface MapControlsProps {
  readonly maps: ActivationMaps;
  /** Of the maps' the one shown. */
  readonly target: string;
  readonly targets: readonly PredictedTarget[];
  readonly map: MapState;
  readonly onChange: (change: Partial<MapState>) => void;
}

/** Which map is shown, how strongly, from what on; and what its colours mean. */
export function MapControls({ maps, target, targets, map, onChange }: MapControlsProps) {
  const nameOf = (id: string) => {
    const predicted = targets.find((candidate) => candidate.id === id);
    return predicted ? shortNameOf(predicted) : id;
  };
  return (
    <div className="mp-map-controls text-sm" onKeyDown={keepFromViewer}>
      {maps.targets.length > 1 && (
        <div className="mp-map-control">
          <span className="text-muted-foreground">{say('why.target')}</span>
          <Select
            label={say('why.target')}
            value={target}
            options={maps.targets.map((id) => ({ value: id, text: nameOf(id) }))}
            onChange={(id) => onChange({ target: id })}
          />
        </div>
      )}
      <Slider
        label={say('why.opacity')}
        value={map.opacity}
        onChange={(opacity) => onChange({ opacity })}
      />
      <Slider
        label={say('why.threshold')}
        value={map.threshold}
        onChange={(threshold) => onChange({ threshold })}
      />
      <Legend target={nameOf(target)} threshold={map.threshold} />
      {maps.unconfirmed?.includes(target) && (
        <Notice
          kind="warning"
          text={say('why.unconfirmed')}
          advice={say('why.unconfirmedAdvice')}
        />
      )}
    </div>
  );
}

/** The viewer scrolls its images with the keys that move a slider. */
function keepFromViewer(event: KeyboardEvent) {
  if (event.key !== 'Tab' && event.key !== 'Escape') event.stopPropagation();
}

interface SliderProps {
  readonly label: string;
  /** 0 to 1. */
  readonly value: number;
  readonly onChange: (value: number) => void;
}

function Slider({ label, value, onChange }: SliderProps) {
  const id = useId();
  const percent = Math.round(value * 100);
  return (
    <div className="mp-map-control">
      <label htmlFor={id} className="text-muted-foreground">
        {label}
      </label>
      <input
        id={id}
        type="range"
        min={0}
        max={100}
        step={5}
        value={percent}
        aria-valuetext={say('why.percent', { percent })}
        onChange={(event) => onChange(Number(event.target.value) / 100)}
      />
      <output htmlFor={id} className="mp-number">
        {say('why.percent', { percent })}
      </output>
    </div>
  );
}

/** Strength runs outwards from the middle, where nothing is drawn. */
function Legend({ target, threshold }: { target: string; threshold: number }) {
  const css = (colour: readonly number[], alpha: number) => `rgb(${colour.join(' ')} / ${alpha})`;
  const { against, for: speaking } = ACTIVATION_COLOURS;
  const side = (colour: readonly number[], end: 0 | 100) => {
    // From the threshold to the strongest.
    const shares = [0, 1 / 3, 2 / 3, 1].map((part) => threshold + part * (1 - threshold));
    const stops = shares.map(
      (share) =>
        `${css(colour, activationAlpha(share))} ${end === 0 ? 50 - 50 * share : 50 + 50 * share}%`,
    );
    return end === 0 ? stops.toReversed() : stops;
  };
  const stops = [
    ...side(against, 0),
    `transparent ${50 - 50 * threshold}%`,
    `transparent ${50 + 50 * threshold}%`,
    ...side(speaking, 100),
  ];
  return (
    <div className="mp-map-legend">
      <span
        aria-hidden="true"
        style={{ background: `linear-gradient(90deg, ${stops.join(', ')})` }}
      />
      <span>{say('why.legend.against', { target })}</span>
      <span>{say('why.legend.for', { target })}</span>
    </div>
  );
}
