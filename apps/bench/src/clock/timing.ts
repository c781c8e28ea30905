/** What many measurements of one work come to, in milliseconds. */
export interface Timing {
  /** Median. */
  readonly ms: number;
  /** What one in ten stays within: the time on a machine that does nothing else, as far as there was such a moment. */
  readonly p10Ms: number;
  /** What nine in ten stay within. */
  readonly p90Ms: number;
  readonly samples: number;
}

/** @param samples milliseconds of each measurement, at least one */
export function timingOf(samples: readonly number[]): Timing {
  const sorted = [...samples].sort((a, b) => a - b);
  const [p10Ms, ms, p90Ms] = [0.1, 0.5, 0.9].map((share) => quantile(sorted, share)) as [
    number,
    number,
    number,
  ];
  return { ms, p10Ms, p90Ms, samples: sorted.length };
}

/** Between neighbours in proportion, as NumPy does. */
function quantile(sorted: readonly number[], share: number): number {
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  return sorted[below]! + (at - below) * (sorted[Math.ceil(at)]! - sorted[below]!);
}
