/** Of the known values of a channel; `null` where there is none. */
export interface ChannelStatistics {
  readonly low: number | null;
  readonly mean: number | null;
  readonly high: number | null;
  /** Standard deviation. */
  readonly deviation: number | null;
}

/** Counts up the values of a channel, in float64. */
export class ChannelMeter {
  #count = 0;
  #mean = 0;
  #squares = 0;
  #low = Number.POSITIVE_INFINITY;
  #high = Number.NEGATIVE_INFINITY;

  /** @param mask which values are known; default: all. */
  add(values: Float32Array, mask?: Uint8Array): void {
    let [count, sum] = [0, 0];
    for (let i = 0; i < values.length; i++) {
      if (mask?.[i] === 0) continue;
      const value = values[i]!;
      count++;
      sum += value;
      if (value < this.#low) this.#low = value;
      if (value > this.#high) this.#high = value;
    }
    if (count === 0) return;
    // Chan, Golub, LeVeque: each image about its own mean, and then the means, so that no digits cancel.
    const mean = sum / count;
    let squares = 0;
    for (let i = 0; i < values.length; i++) if (mask?.[i] !== 0) squares += (values[i]! - mean) ** 2;
    const total = this.#count + count;
    const apart = mean - this.#mean;
    this.#squares += squares + (apart ** 2 * this.#count * count) / total;
    this.#mean += (apart * count) / total;
    this.#count = total;
  }

  result(): ChannelStatistics {
    if (this.#count === 0) return { low: null, mean: null, high: null, deviation: null };
    const deviation = Math.sqrt(this.#squares / this.#count);
    return { low: this.#low, mean: this.#mean, high: this.#high, deviation };
  }
}
