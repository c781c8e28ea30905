import type { Dataset, SplitCheck } from "@equipoise/datasets";
import { warningsOf } from "./warnings.ts";

/** What was found in a data set, for a program: everything there is, in full precision. */
export function reportJson(
  { name, width, height, tasks, notes = [] }: Dataset,
  checks: readonly SplitCheck[],
  more: Readonly<Record<string, unknown>>,
): string {
  const splits = checks.map(({ broken, ...check }) => ({
    ...check,
    broken: broken.map(({ index, errors }) => ({
      index,
      errors: errors.map(({ subject, position = null, expected, got, cure = null, message }) => ({
        ...{ file: subject, position, expected, got, cure, message },
      })),
    })),
  }));
  const warnings = warningsOf({ tasks }, checks);
  return `${JSON.stringify({ name, width, height, tasks, notes, splits, warnings, ...more }, null, 2)}\n`;
}
