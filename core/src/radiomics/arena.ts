/** Arrays begin where every type of number may. */
const ALIGNMENT = 8;

/**
 * Memory that one computation after the other works in. Fresh arrays as large as an image cost about as
 * much as what is computed in them: the system clears each page, and the collector runs again and again.
 */
export class Arena {
  #block = new ArrayBuffer(0);
  #used = 0;

  /** Runs `compute`, and takes back at its end what has been lent meanwhile: its result must hold none of it. */
  frame<T>(compute: () => T): T {
    const used = this.#used;
    try {
      return compute();
    } finally {
      this.#used = used;
    }
  }

  /** `length` numbers, which are what the last borrower left. */
  int32(length: number): Int32Array {
    const offset = this.#lend(length * Int32Array.BYTES_PER_ELEMENT);
    return new Int32Array(this.#block, offset, length);
  }

  /** As {@link int32}. */
  uint16(length: number): Uint16Array {
    const offset = this.#lend(length * Uint16Array.BYTES_PER_ELEMENT);
    return new Uint16Array(this.#block, offset, length);
  }

  /** As {@link int32}. */
  float64(length: number): Float64Array {
    const offset = this.#lend(length * Float64Array.BYTES_PER_ELEMENT);
    return new Float64Array(this.#block, offset, length);
  }

  #lend(bytes: number): number {
    const offset = this.#used;
    const end = offset + Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
    // Arrays lent so far keep the block that they are in.
    if (end > this.#block.byteLength) this.#block = new ArrayBuffer(Math.max(end, 2 * offset));
    this.#used = end;
    return offset;
  }
}
