const CHUNK = 1 << 18;

/** Keeps non-negative float32 numbers by the million and finds their exact median, without sorting or copying them. */
export class OrderStatistics {
  // Chunks, not one array that grows: a split of 72 million pixels would have to be copied, and held twice, to grow.
  readonly #chunks: Float32Array[] = [];
  #count = 0;

  push(value: number): void {
    const offset = this.#count % CHUNK;
    if (offset === 0) this.#chunks.push(new Float32Array(CHUNK));
    this.#chunks.at(-1)![offset] = value;
    this.#count++;
  }

  /** The middle number, or the mean of the two in the middle (as numpy does it); NaN if there are none. */
  median(): number {
    if (this.#count === 0) return Number.NaN;
    const upper = this.#select(this.#count >> 1);
    return this.#count % 2 === 1 ? upper : (this.#select((this.#count >> 1) - 1) + upper) / 2;
  }

  /** The number that `rank` others precede in order. */
  #select(rank: number): number {
    // The bits of non-negative floats are in the order of the numbers: count the upper halves, then, among those
    // that share the upper half looked for, the lower halves.
    const high = this.#histogram((bits) => bits >>> 16, rank);
    const low = this.#histogram((bits) => (bits >>> 16 === high.bin ? bits & 0xffff : -1), high.rank);
    return new Float32Array(Uint32Array.of(((high.bin << 16) | low.bin) >>> 0).buffer)[0]!;
  }

  /** The bin that holds the rank, and the rank inside it; `binOf` gives -1 for numbers to leave out. */
  #histogram(binOf: (bits: number) => number, rank: number): { bin: number; rank: number } {
    const bins = new Uint32Array(1 << 16);
    for (const [c, chunk] of this.#chunks.entries()) {
      const bits = new Uint32Array(chunk.buffer, 0, Math.min(CHUNK, this.#count - c * CHUNK));
      for (let i = 0; i < bits.length; i++) {
        const bin = binOf(bits[i]!);
        if (bin >= 0) bins[bin]! += 1;
      }
    }
    let bin = 0;
    for (let before = 0; ; bin++) {
      const inside = bins[bin]!;
      if (rank < before + inside) return { bin, rank: rank - before };
      before += inside;
    }
  }
}
