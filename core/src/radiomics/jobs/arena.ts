/** Arrays begin where every type of number may. */
const ALIGNMENT = 8;
/** Size of the first block, bytes; each further one is at least twice as large as the one before. */
const FIRST_BLOCK = 2 ** 18;

/**
 * Memory that one computation after the other works in. Fresh arrays as large as an image cost about as
 * much as what is computed in them: the system clears each page, and the collector runs again and again.
 */
export class Arena {
  readonly #blocks: ArrayBuffer[] = [];
  /** The block lent from, and how much of it is lent; blocks before it are full, those after it free. */
  #current = 0;
  #used = 0;

  /** Runs `compute`, and takes back at its end what has been lent meanwhile: its result must hold none of it. */
  frame<T>(compute: () => T): T {
    const [current, used] = [this.#current, this.#used];
    try {
      return compute();
    } finally {
      this.#current = current;
      this.#used = used;
    }
  }

  /** `length` numbers, which are what the last borrower left. */
  int32(length: number): Int32Array {
    return new Int32Array(...this.#lend(length * Int32Array.BYTES_PER_ELEMENT), length);
  }

  /** As {@link int32}. */
  uint16(length: number): Uint16Array {
    return new Uint16Array(...this.#lend(length * Uint16Array.BYTES_PER_ELEMENT), length);
  }

  /** As {@link int32}. */
  float64(length: number): Float64Array {
    return new Float64Array(...this.#lend(length * Float64Array.BYTES_PER_ELEMENT), length);
  }

  #lend(length: number): [block: ArrayBuffer, offset: number] {
    const bytes = Math.ceil(length / ALIGNMENT) * ALIGNMENT;
    let block = this.#blocks[this.#current];
    while (!block || this.#used + bytes > block.byteLength) {
      if (block) this.#current++;
      this.#used = 0;
      block = this.#blocks[this.#current] ?? this.#addBlock(bytes);
    }
    const offset = this.#used;
    this.#used += bytes;
    return [block, offset];
  }

  #addBlock(bytes: number): ArrayBuffer {
    const last = this.#blocks[this.#blocks.length - 1];
    const block = new ArrayBuffer(Math.max(bytes, last ? 2 * last.byteLength : FIRST_BLOCK));
    this.#blocks.push(block);
    return block;
  }
}
