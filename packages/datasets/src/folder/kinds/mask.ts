import { z } from "zod";
import { mapFields, numbers } from "../manifest-fields.ts";
import type { FileTask } from "./file-task.ts";
import { openNumbers } from "./numbers.ts";

export const maskTask = z.strictObject({
  kind: z.literal("mask"),
  ...mapFields,
  /** Stored values above this are inside. */
  threshold: z.number().default(0),
  /** Stored values of pixels that are neither inside nor outside. */
  invalid: numbers.default([]),
});

/** Grey or palette PNG, of which the index counts, or array: inside where it is above a threshold. */
export const openMask = (name: string, spec: z.infer<typeof maskTask>): FileTask =>
  openNumbers(name, "mask", spec, {
    png: "labels",
    rule: {
      expected: "a number",
      fits: () => true,
      finish: (value) => Number(value > spec.threshold),
    },
  });
