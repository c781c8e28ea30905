/** How one axis is resampled: output `o` is the weighted sum of the inputs `first[o]`, `first[o] + 1`, ... */
export interface Axis {
  readonly first: readonly number[];
  readonly weights: readonly (readonly number[])[];
}

/**
 * Area average where the axis shrinks, bilinear with half-pixel centres where it grows; both leave an equal size as it is.
 *
 * Shrinking, output `o` covers `[o r, (o + 1) r)` with `r = from / to`, and every input counts by the length covered.
 */
export function areaOrBilinear(from: number, to: number): Axis {
  return axis(to, (o) =>
    to < from ? area((o * from) / to, ((o + 1) * from) / to) : between((o + 0.5) * (from / to) - 0.5, from),
  );
}

/** Bilinear with the corner pixels' centres kept in place, over the inputs `start .. start + count - 1`. */
export function alignedCorners(start: number, count: number, to: number): Axis {
  return axis(to, (o) => {
    const { first, weights } = between(alignedPosition(o, count, to), count);
    return { first: start + first, weights };
  });
}

/** Where output `o` of `to` samples an axis of `count` inputs if corners are aligned: `o (count - 1) / (to - 1)`. */
export function alignedPosition(o: number, count: number, to: number): number {
  return to === 1 ? 0 : (o * (count - 1)) / (to - 1);
}

interface Taps {
  first: number;
  weights: number[];
}

function axis(to: number, taps: (o: number) => Taps): Axis {
  const all = Array.from({ length: to }, (_, o) => taps(o));
  return { first: all.map((t) => t.first), weights: all.map((t) => t.weights) };
}

function area(low: number, high: number): Taps {
  const first = Math.floor(low);
  // Rounding can push `high` past a whole number by an ulp; that sliver is no pixel.
  const last = Math.ceil(high - 1e-9);
  const weights = [];
  for (let i = first; i < last; i++) weights.push((Math.min(high, i + 1) - Math.max(low, i)) / (high - low));
  return { first, weights };
}

function between(position: number, count: number): Taps {
  const inside = Math.min(Math.max(position, 0), count - 1);
  const first = Math.min(Math.floor(inside), Math.max(count - 2, 0));
  return count === 1 ? { first, weights: [1] } : { first, weights: [1 - (inside - first), inside - first] };
}
