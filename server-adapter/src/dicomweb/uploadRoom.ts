/** How many bytes of uploads are held at once: each is in memory as a whole until it is stored. */
export class UploadRoom {
  #held = 0;

  constructor(private readonly limitBytes: number) {}

  /** @returns gives the room back; undefined where there is none left */
  enter(bytes: number): (() => void) | undefined {
    if (this.#held + bytes > this.limitBytes) return undefined;
    this.#held += bytes;
    let isInside = true;
    return () => {
      if (isInside) this.#held -= bytes;
      isInside = false;
    };
  }
}
