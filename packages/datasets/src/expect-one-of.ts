import { DataError } from "./data-error.ts";

/**
 * The value itself, if it is one of those listed; `undefined` stands for itself. What comes from JSON can be anything.
 *
 * @throws {DataError} if it is not.
 */
export function expectOneOf<T extends string | number | boolean>(
  subject: string,
  name: string,
  value: T | undefined,
  listed: readonly T[],
): T | undefined {
  if (value === undefined || listed.includes(value)) return value;
  const words = listed.map((one) => JSON.stringify(one)).join(" or ");
  throw new DataError(subject, { expected: `${name} to be ${words}`, got: JSON.stringify(value) });
}
