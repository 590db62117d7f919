import type { PredictedTarget } from '@mutation-prediction/core';
import {
  cellSizeMm,
  explainedImages,
  shortNameOf,
  strongestActivation,
  type ExplainedImage,
  type Vector3,
} from '@mutation-prediction/core';
import { useEffect, useMemo } from 'react';
import { Button } from '../parts/Button.js';
import { Dialog } from '../parts/Dialog.js';
import { type AskedContributions, ContributionsBody } from '../result/Contributions.js';
import type { PanelActions } from '../state/panelSession.js';
import type { ExplainedResult } from '../state/panelState.js';
import type { MapState } from '../state/imagesState.js';
import type { ShownMap } from '../state/selectors.js';
import { injectOnDemandStyles } from '../onDemandStyles.js';
import { say } from '../words.js';
import { imageTitle } from './imageTitle.js';
import { ExplainedTile, type TileMap } from './ExplainedTile.js';
import { MapControls } from './MapControls.js';

export interface WhyDialogProps {
  readonly explained: ExplainedResult;
  /** Its maps are those of a stored report, on the CT's own voxels. */
  readonly isStored: boolean;
  readonly targets: readonly PredictedTarget[];
  /** Absent for a model that does not tell where it looked. */
  readonly shown: ShownMap | undefined;
  readonly map: MapState;
  /** What else the result goes by; absent where nothing can be run. */
  readonly contributions?: AskedContributions;
  readonly actions: Pick<PanelActions, 'changeMap' | 'goTo' | 'goToLesion'>;
  readonly onClose: () => void;
}

/** Why a model says what it says: the images that it saw, where it looked on them, and what else it goes by. */
export function WhyDialog(props: WhyDialogProps) {
  injectOnDemandStyles();
  const { explained, isStored, targets, shown, map, contributions, actions, onClose } = props;
  const { lesion, model, uid } = explained.prediction;

  function showInImages() {
    actions.changeMap({ overImages: uid });
    actions.goToLesion(lesion.centroidLps);
    onClose();
  }

  return (
    <Dialog
      title={say('why.title', { lesion: lesion.label, model: model.name })}
      className="mp-why"
      onClose={onClose}
    >
      <div className="mp-why-body">
        <Images
          explained={explained}
          targets={targets}
          shown={shown}
          map={map}
          onGo={(pointLps) => {
            actions.goTo(pointLps);
            onClose();
          }}
        />
        <div className="mp-why-side mp-stack">
          {shown ? (
            <>
              <MapControls {...shown} targets={targets} map={map} onChange={actions.changeMap} />
              <Button onClick={showInImages}>{say('why.show')}</Button>
              <p className="text-muted-foreground text-xs">
                {isStored
                  ? say('why.meaningStored', { target: nameOf(targets, shown.target) })
                  : say('why.meaning', {
                      target: nameOf(targets, shown.target),
                      mm: Math.round(cellSizeMm(explained, shown.maps)),
                    })}
              </p>
            </>
          ) : (
            <p className="text-muted-foreground text-sm">{say('why.noMaps')}</p>
          )}
          {contributions && <WhatElse {...contributions} />}
        </div>
      </div>
    </Dialog>
  );
}

/** What each group of inputs contributes, found out at once. */
function WhatElse({ contributions, onAsk }: AskedContributions) {
  const isAsked = contributions !== undefined;
  useEffect(() => {
    if (!isAsked) onAsk();
    // Who asks is new with every drawing; asking once is enough.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [isAsked]);
  return (
    <div>
      <h3 className="text-foreground text-sm">{say('contributions.heading')}</h3>
      <div className="text-sm">
        <ContributionsBody contributions={contributions} onAsk={onAsk} />
      </div>
    </div>
  );
}

function Images({
  explained,
  targets,
  shown,
  map,
  onGo,
}: Pick<WhyDialogProps, 'explained' | 'targets' | 'shown' | 'map'> & {
  readonly onGo: (pointLps: Vector3) => void;
}) {
  const images = useMemo(() => explainedImages(explained), [explained]);
  if (images.length === 0) {
    return <p className="text-muted-foreground text-sm">{say('why.noImages')}</p>;
  }
  const { opacity, threshold } = map;
  const tileMap: TileMap | undefined = shown && {
    ...shown,
    seen: explained,
    strongest: strongestActivation(shown.maps, shown.target),
    opacity,
    threshold,
  };
  const describe = (image: ExplainedImage) =>
    shown
      ? say('why.image', { image: imageTitle(image), target: nameOf(targets, shown.target) })
      : imageTitle(image);
  const columns = Math.ceil(Math.sqrt(images.length));
  return (
    <div
      className="mp-why-images"
      style={{
        ['--mp-columns' as string]: columns,
        ['--mp-rows' as string]: Math.ceil(images.length / columns),
      }}
    >
      {images.map((image) => (
        <ExplainedTile
          key={imageTitle(image)}
          title={imageTitle(image)}
          image={image}
          map={tileMap}
          description={describe(image)}
          onGo={onGo}
        />
      ))}
    </div>
  );
}

function nameOf(targets: readonly PredictedTarget[], id: string): string {
  const target = targets.find((candidate) => candidate.id === id);
  return target ? shortNameOf(target) : id;
}
