import { solve } from "./solve.ts";
import { divided, dot, type Matrix, norms, times, total, type Vector } from "./vectors.ts";

/**
 * The point of the simplex `{ w >= 0, sum_k w_k = 1 }` with the least `1/2 w^T Q w + q^T w`, for a positive
 * semidefinite `Q` with `q` in its range: exact, by active sets. Starting from the best corner, it lets in the
 * coordinate whose growth gains most, goes to the minimum of the face, and drops what would become negative on
 * the way there.
 *
 * Where several points are least, as with equal gradients, it is one of them; `Q w` is the same for all.
 * Coordinates are scaled by `sqrt(Q_kk)`, so that gradients may differ by many orders of magnitude.
 */
export function simplexMinimum(q2: Matrix, q1: Vector = q2.map(() => 0)): number[] {
  const scales = norms(q2).map((norm) => (norm > 0 ? norm : 1));
  const smallest = Math.min(...scales);
  // In u = w scale: minimise 1/2 u^T C u + p^T u where a^T u = 1, and w is u / scale, divided by its sum.
  const c = divided(q2, scales);
  const a = scales.map((scale) => smallest / scale);
  const p = q1.map((value, k) => value / scales[k]! / smallest);

  const corner = (k: number) => c[k]![k]! / a[k]! ** 2 / 2 + p[k]! / a[k]!;
  const best = c.reduce((least, _, k) => (corner(k) < corner(least) ? k : least), 0);
  let inside = [best];
  let u = c.map((_, k) => (k === best ? 1 / a[best]! : 0));
  for (let round = 0; round < 50 * c.length; round++) {
    const slope = times(c, u).map((value, k) => value + p[k]!);
    // On the face all slopes are level * a_k; a coordinate outside gains where its own is less.
    const level = dot(slope, u);
    const size = (k: number) => dot(c[k]!.map(Math.abs), u) + Math.abs(p[k]!) + Math.abs(level) * a[k]!;
    const gain = (k: number) => (level * a[k]! - slope[k]!) / size(k);
    const outside = c.map((_, k) => k).filter((k) => !inside.includes(k) && gain(k) > 1e-13);
    outside.sort((i, j) => gain(j) - gain(i));
    const moved = firstOf(outside, (k) => descend(c, p, a, u, [...inside, k]));
    if (!moved) break;
    ({ inside, u } = moved);
  }
  const w = u.map((value, k) => value / scales[k]!);
  return w.map((value) => value / total(w));
}

interface Face {
  readonly inside: number[];
  readonly u: number[];
}

function firstOf<T>(items: readonly number[], attempt: (item: number) => T | null): T | null {
  for (const item of items) {
    const result = attempt(item);
    if (result) return result;
  }
  return null;
}

/** To the minimum of the face with the given coordinates, or of one within it; null if the last does not grow. */
function descend(c: Matrix, p: Vector, a: Vector, from: Vector, face: readonly number[]): Face | null {
  const newest = face.at(-1)!;
  let inside = [...face];
  let u = [...from];
  for (;;) {
    const least = solve(
      [...inside.map((i) => [...inside.map((j) => c[i]![j]!), -a[i]!]), [...inside.map((i) => a[i]!), 0]],
      [...inside.map((i) => -p[i]!), 1],
    );
    if (!least || (u[newest] === 0 && least[inside.indexOf(newest)]! <= 0)) return null;
    const goal = c.map((_, k) => (inside.includes(k) ? least[inside.indexOf(k)]! : 0));
    const way = (k: number) => (goal[k]! >= 0 ? 1 : u[k]! / (u[k]! - goal[k]!));
    const first = inside.reduce((nearest, k) => (way(k) < way(nearest) ? k : nearest));
    if (goal[first]! >= 0) return { inside, u: goal };
    const part = way(first);
    inside = inside.filter((k) => k !== first);
    u = u.map((value, k) => (inside.includes(k) ? Math.max(0, value + part * (goal[k]! - value)) : 0));
  }
}
