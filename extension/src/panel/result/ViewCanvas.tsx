import { useEffect, useRef } from 'react';
import type { LesionViews } from '@mutation-prediction/core';
import { maskOutline, viewPixels } from '@mutation-prediction/core';

interface ViewCanvasProps {
  readonly views: LesionViews;
  readonly index: number;
  /** Edge of the square canvas, CSS pixels. */
  readonly edge: number;
}

const OUTLINE_CSS_PIXELS = 1.25;

/** One view as the network saw it, with the outline of the lesion. */
export function ViewCanvas({ views, index, edge }: ViewCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const pixels = Math.round(edge * Math.max(1, globalThis.devicePixelRatio));

  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (context) drawView(context, views, index, pixels / edge);
  }, [views, index, edge, pixels]);

  return (
    <canvas
      ref={canvas}
      width={pixels}
      height={pixels}
      style={{ width: edge, height: edge }}
      aria-hidden="true"
    />
  );
}

function drawView(
  context: CanvasRenderingContext2D,
  views: LesionViews,
  index: number,
  scale: number,
): void {
  const { canvas } = context;
  const source = new OffscreenCanvas(views.size, views.size);
  const image = new ImageData(viewPixels(views, index), views.size, views.size);
  source.getContext('2d')?.putImageData(image, 0, 0);
  context.imageSmoothingQuality = 'high';
  context.drawImage(source, 0, 0, canvas.width, canvas.height);

  context.strokeStyle = `hsl(${getComputedStyle(canvas).getPropertyValue('--highlight')})`;
  context.lineWidth = OUTLINE_CSS_PIXELS * scale;
  context.beginPath();
  for (const [x0, y0, x1, y1] of maskOutline(views, index)) {
    context.moveTo(x0 * canvas.width, y0 * canvas.height);
    context.lineTo(x1 * canvas.width, y1 * canvas.height);
  }
  context.stroke();
}
