import { existsSync, readFileSync } from "node:fs";
import type { Dataset, LeftOut, SplitCheck } from "@equipoise/datasets";
import { z } from "zod";
import { ConfigError } from "../config/config-error.ts";
import { writeWhole } from "./write-whole.ts";

const schema = z.record(
  z.string(),
  z.strictObject({
    /** Of the split, the broken ones included. */
    images: z.int().min(0),
    broken: z.array(z.strictObject({ index: z.int().min(0), errors: z.array(z.string()) })),
  }),
);

/** Which images of each split are left out of a run as their files are broken, and why. */
export type BrokenList = z.infer<typeof schema>;

/** The list of what a look at all data has found. */
export const listBroken = (checks: readonly SplitCheck[]): BrokenList =>
  Object.fromEntries(
    checks.map(({ name, samples, broken }) => [
      name,
      {
        images: samples,
        broken: broken.map(({ index, errors }) => ({ index, errors: errors.map(({ message }) => message) })),
      },
    ]),
  );

export const leftOutBy = (list: BrokenList): LeftOut =>
  Object.fromEntries(
    Object.entries(list).map(([split, { broken }]) => [split, broken.map(({ index }) => index)]),
  );

export const writeBrokenList = (file: string, list: BrokenList): void =>
  writeWhole(file, `${JSON.stringify(list, null, 2)}\n`);

/**
 * The list that a run was begun with, or `null` if it has none yet.
 *
 * @throws {ConfigError} if the file is no such list, or one of other data.
 */
export function readBrokenList(file: string, dataset: Dataset): BrokenList | null {
  if (!existsSync(file)) return null;
  const list = parse(file);
  const counts = (of: (split: string) => number, splits: readonly string[]) =>
    splits.map((split) => `${of(split)} images of ${split}`).join(", ");
  const then = counts((split) => list[split]!.images, Object.keys(list));
  const now = counts((split) => dataset.length(split), dataset.splits);
  if (then === now) return list;
  throw new ConfigError(
    `${file}: expected the data that were looked through, ${then}; got ${now}. Restore them, or start anew`,
  );
}

function parse(file: string): BrokenList {
  try {
    return schema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    throw new ConfigError(
      `${file}: expected the list of a run's broken images; got a file that is none. Remove it to have them looked for again`,
    );
  }
}
