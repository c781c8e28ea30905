/** Counts of pixels `[truth][predicted]`; the last column is for pixels that got no class. */
export type ConfusionCounts = readonly (readonly number[])[];

/** Counts which classes are taken for which, exact up to 2^53 pixels. */
export class Confusion {
  readonly #columns: number;
  readonly #counts: Float64Array;

  constructor(classes: number) {
    this.#columns = classes + 1;
    this.#counts = new Float64Array(classes * this.#columns);
  }

  /** Adds a pixel; any prediction that is no class counts as none. */
  add(truth: number, predicted: number): void {
    this.#counts[truth * this.#columns + Math.min(predicted, this.#columns - 1)]! += 1;
  }

  rows(): ConfusionCounts {
    return Array.from({ length: this.#columns - 1 }, (_, truth) => [
      ...this.#counts.subarray(truth * this.#columns, (truth + 1) * this.#columns),
    ]);
  }
}

/**
 * Intersection over union of each class, `n_cc / (truth_c + predicted_c - n_cc)`, 0..1; `null` for one that occurs neither
 * in the truth nor in the prediction.
 */
export function classIous(counts: ConfusionCounts): (number | null)[] {
  return counts.map((row, c) => {
    const both = row[c]!;
    const truth = row.reduce((total, count) => total + count, 0);
    const predicted = counts.reduce((total, other) => total + other[c]!, 0);
    const either = truth + predicted - both;
    return either === 0 ? null : both / either;
  });
}
