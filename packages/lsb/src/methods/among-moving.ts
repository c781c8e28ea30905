import type { Matrix } from "../numeric/vectors.ts";

/**
 * The weights that a rule gives to the tasks whose gradient is not 0; the others, by which nothing can be
 * divided and along which nothing moves, get 0 (our choice).
 */
export function amongMoving(
  gram: Matrix,
  rule: (gram: Matrix, tasks: readonly number[]) => number[],
): number[] {
  const moving = gram.map((_, k) => k).filter((k) => gram[k]![k]! > 0);
  if (moving.length === 0) return gram.map(() => 0);
  const weights = rule(
    moving.map((i) => moving.map((j) => gram[i]![j]!)),
    moving,
  );
  return gram.map((_, k) => (moving.includes(k) ? weights[moving.indexOf(k)]! : 0));
}
