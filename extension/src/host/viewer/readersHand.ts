/** Cornerstone's viewports, and what OHIF lays around them: the bar that scrolls, for one. */
const IMAGES = '[data-viewport-uid], .viewport-wrapper';
/** Where keys are typed or press a control, and move no image. */
const NOT_IMAGES = 'input, select, textarea, .mp-panel';
/** With these OHIF goes through the slices. */
const KEYS: readonly string[] = ['ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown'];

/** Tells whether the reader has taken the images in hand: where they are is then the reader's choice. */
export class ReadersHand {
  #hasMoved = false;

  connect(): void {
    this.forget();
    window.addEventListener('wheel', this.#onImages, { capture: true, passive: true });
    window.addEventListener('pointerdown', this.#onImages, true);
    window.addEventListener('keydown', this.#onKey, true);
  }

  disconnect(): void {
    window.removeEventListener('wheel', this.#onImages, true);
    window.removeEventListener('pointerdown', this.#onImages, true);
    window.removeEventListener('keydown', this.#onKey, true);
  }

  /** Other images are there: nobody has touched them yet. */
  forget(): void {
    this.#hasMoved = false;
  }

  get hasMoved(): boolean {
    return this.#hasMoved;
  }

  readonly #onImages = ({ target }: Event): void => {
    if (target instanceof Element && target.closest(IMAGES)) this.#hasMoved = true;
  };

  readonly #onKey = ({ key, target }: KeyboardEvent): void => {
    const isElsewhere = target instanceof Element && target.closest(NOT_IMAGES);
    if (KEYS.includes(key) && !isElsewhere) this.#hasMoved = true;
  };
}
