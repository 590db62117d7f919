import type { PredictedTarget } from '@mutation-prediction/core';
import { cellSizeMm, shortNameOf, strongestActivation } from '@mutation-prediction/core';
import { useEffect, useMemo } from 'react';
import { Button } from '../parts/Button.js';
import { Dialog } from '../parts/Dialog.js';
import { ContributionsBody } from '../result/Contributions.js';
import type { PanelActions } from '../state/panelSession.js';
import type { LesionResult } from '../state/panelState.js';
import type { MapState } from '../state/imagesState.js';
import type { ShownMap } from '../state/selectors.js';
import { say } from '../words.js';
import { explainedImages, type ExplainedImage } from './explainedImages.js';
import { ExplainedTile, type TileMap } from './ExplainedTile.js';
import { MapControls } from './MapControls.js';

export interface WhyDialogProps {
  readonly result: LesionResult;
  readonly targets: readonly PredictedTarget[];
  /** Absent for a model that does not tell where it looked. */
  readonly shown: ShownMap | undefined;
  readonly map: MapState;
  readonly actions: Pick<PanelActions, 'changeMap' | 'goToLesion' | 'askContributions'>;
  readonly onClose: () => void;
}

/** Why a model says what it says: the images that it saw, where it looked on them, and what else it goes by. */
export function WhyDialog({ result, targets, shown, map, actions, onClose }: WhyDialogProps) {
  const { prediction, contributions, key } = result;
  const { lesion, model } = prediction;
  const ask = () => void actions.askContributions(key.lesionId);
  const isAsked = contributions !== undefined;
  useEffect(() => {
    if (!isAsked) void actions.askContributions(key.lesionId);
  }, [isAsked, actions, key.lesionId]);

  function showInImages() {
    actions.changeMap({ overImages: prediction.uid });
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
        <Images result={result} targets={targets} shown={shown} map={map} />
        <div className="mp-why-side mp-stack">
          {shown ? (
            <>
              <MapControls {...shown} targets={targets} map={map} onChange={actions.changeMap} />
              <Button onClick={showInImages}>{say('why.show')}</Button>
              <p className="text-muted-foreground text-xs">
                {say('why.meaning', {
                  target: nameOf(targets, shown.target),
                  mm: Math.round(cellSizeMm(result, shown.maps)),
                })}
              </p>
            </>
          ) : (
            <p className="text-muted-foreground text-sm">{say('why.noMaps')}</p>
          )}
          <div>
            <h3 className="text-foreground text-sm">{say('contributions.heading')}</h3>
            <div className="text-sm">
              <ContributionsBody contributions={contributions} onAsk={ask} />
            </div>
          </div>
        </div>
      </div>
    </Dialog>
  );
}

function Images({
  result,
  targets,
  shown,
  map,
}: Pick<WhyDialogProps, 'result' | 'targets' | 'shown' | 'map'>) {
  const images = useMemo(() => explainedImages(result), [result]);
  if (images.length === 0) {
    return <p className="text-muted-foreground text-sm">{say('why.noImages')}</p>;
  }
  const { opacity, threshold } = map;
  const tileMap: TileMap | undefined = shown && {
    ...shown,
    seen: result,
    strongest: strongestActivation(shown.maps, shown.target),
    opacity,
    threshold,
  };
  const describe = ({ title }: ExplainedImage) =>
    shown ? say('why.image', { image: title(), target: nameOf(targets, shown.target) }) : title();
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
          key={image.title()}
          image={image}
          map={tileMap}
          description={describe(image)}
        />
      ))}
    </div>
  );
}

function nameOf(targets: readonly PredictedTarget[], id: string): string {
  const target = targets.find((candidate) => candidate.id === id);
  return target ? shortNameOf(target) : id;
}
