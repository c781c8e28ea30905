/** Milliseconds that pass while it is not paused. */
export class Stopwatch {
  #before: number;
  #since: number | null = performance.now();
  #lap: number;

  /** @param before milliseconds that had passed already */
  constructor(before = 0) {
    this.#before = before;
    this.#lap = before;
  }

  total(): number {
    return this.#before + (this.#since === null ? 0 : performance.now() - this.#since);
  }

  /** Milliseconds since the last lap, or the start. */
  lap(): number {
    const last = this.#lap;
    this.#lap = this.total();
    return this.#lap - last;
  }

  pause(): void {
    this.#before = this.total();
    this.#since = null;
  }

  resume(): void {
    this.#since ??= performance.now();
  }
}
