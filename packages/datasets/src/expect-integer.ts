import { DataError } from "./data-error.ts";

/**
 * The value itself, if it is an integer from `low` to `high`.
 *
 * @throws {DataError} if it is not.
 */
export function expectInteger(
  subject: string,
  name: string,
  value: number,
  low: number,
  high = Number.MAX_SAFE_INTEGER,
): number {
  if (Number.isSafeInteger(value) && value >= low && value <= high) return value;
  const range = high === Number.MAX_SAFE_INTEGER ? `>= ${low}` : `${low}..${high}`;
  throw new DataError(subject, { expected: `${name} to be an integer ${range}`, got: String(value) });
}

/** Seeds are 32 bits wide. */
export const expectSeed = (subject: string, seed: number) =>
  expectInteger(subject, "seed", seed, 0, 2 ** 32 - 1);
