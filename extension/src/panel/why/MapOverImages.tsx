import type { PredictedTarget } from '@mutation-prediction/core';
import { Button } from '../parts/Button.js';
import type { ImageActions } from '../state/imageActions.js';
import type { MapState } from '../state/imagesState.js';
import type { ShownMap } from '../state/selectors.js';
import { say } from '../words.js';
import { MapControls } from './MapControls.js';

export interface MapOverImagesProps {
  readonly shown: ShownMap;
  readonly targets: readonly PredictedTarget[];
  readonly map: MapState;
  readonly actions: Pick<ImageActions, 'changeMap'>;
}

/** The map that lies over the images: how it looks, and its end. */
export function MapOverImages({ shown, targets, map, actions }: MapOverImagesProps) {
  return (
    <section className="mp-map-strip bg-popover" aria-label={say('why.overImages')}>
      <div className="mp-map-strip-head">
        <p role="status" className="text-foreground text-sm">
          {say('why.overImages')}
        </p>
        <Button variant="ghost" onClick={() => actions.changeMap({ overImages: undefined })}>
          {say('why.remove')}
        </Button>
      </div>
      <MapControls {...shown} targets={targets} map={map} onChange={actions.changeMap} />
    </section>
  );
}
