import type { ActivationMaps, ExplainedImage, Seen, Vector3 } from '@mutation-prediction/core';
import { activationRgba, explainedMap, indexToLps } from '@mutation-prediction/core';
import { useEffect, useMemo, useRef } from 'react';
import type { MouseEvent, RefObject } from 'react';
import { say } from '../words.js';

/** The map over an image, as it is to look. */
export interface TileMap {
  readonly seen: Seen;
  readonly maps: ActivationMaps;
  readonly target: string;
  readonly strongest: number;
  readonly opacity: number;
  readonly threshold: number;
}

interface ExplainedTileProps {
  readonly image: ExplainedImage;
  readonly title: string;
  readonly map: TileMap | undefined;
  /** What there is to see, for who does not. */
  readonly description: string;
  /** A place of it was chosen, LPS mm. */
  readonly onGo: (pointLps: Vector3) => void;
}

/** One image that the network saw, with the lesion's outline and where it looked; a click goes to the place. */
export function ExplainedTile({ image, title, map, description, onGo }: ExplainedTileProps) {
  const { edges, columns, rows, pixels, outline } = image;
  const grey = useRef<HTMLCanvasElement>(null);
  const colour = useRef<HTMLCanvasElement>(null);
  useEffect(() => draw(grey, pixels, columns), [pixels, columns]);

  const { seen, maps, target, strongest = 0, threshold = 0 } = map ?? {};
  const values = useMemo(
    () =>
      seen && maps && target !== undefined ? explainedMap(seen, maps, target, image) : undefined,
    [seen, maps, target, image],
  );
  useEffect(() => {
    if (values) draw(colour, activationRgba(values.data, strongest, threshold), values.size[0]);
  }, [values, strongest, threshold]);

  const path = useMemo(
    () => outline.map(([x0, y0, x1, y1]) => `M${x0} ${y0}L${x1} ${y1}`).join(''),
    [outline],
  );
  function go(event: MouseEvent<HTMLButtonElement>) {
    const box = event.currentTarget.getBoundingClientRect();
    // One made by Enter or Space has no place of its own: the middle, which is the lesion's.
    const [x, y] =
      event.detail === 0
        ? [0.5, 0.5]
        : [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
    onGo(indexToLps(image.grid, [x * columns - 0.5, y * rows - 0.5, 0]));
  }

  return (
    <figure className="mp-why-tile">
      <div className="mp-why-frame">
        <div
          role="img"
          aria-label={description}
          className="mp-why-image"
          style={{ aspectRatio: `${columns} / ${rows}` }}
        >
          <canvas ref={grey} width={columns} height={rows} />
          {values && (
            <canvas
              ref={colour}
              width={values.size[0]}
              height={values.size[1]}
              style={{ opacity: map?.opacity }}
            />
          )}
          <svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
            <path d={path} vectorEffect="non-scaling-stroke" />
          </svg>
          <span className="mp-edge mp-edge-left">{edges.left}</span>
          <span className="mp-edge mp-edge-right">{edges.right}</span>
          <span className="mp-edge mp-edge-top">{edges.top}</span>
          <span className="mp-edge mp-edge-bottom">{edges.bottom}</span>
        </div>
        <button
          type="button"
          className="mp-why-go"
          title={say('why.goHint')}
          aria-label={say('why.go', { image: title })}
          onClick={go}
        />
      </div>
      <figcaption className="text-muted-foreground text-sm">{title}</figcaption>
    </figure>
  );
}

function draw(
  canvas: RefObject<HTMLCanvasElement>,
  pixels: Uint8ClampedArray<ArrayBuffer>,
  columns: number,
): void {
  const context = canvas.current?.getContext('2d');
  context?.putImageData(new ImageData(pixels, columns, pixels.length / 4 / columns), 0, 0);
}
