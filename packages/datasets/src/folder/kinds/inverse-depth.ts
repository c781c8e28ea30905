import { z } from "zod";
import { expectScale, mapFields, numbers, scale } from "../manifest-fields.ts";
import type { FileTask } from "./file-task.ts";
import { openNumbers } from "./numbers.ts";

export const inverseDepthTask = z
  .strictObject({
    kind: z.literal("inverse-depth"),
    ...mapFields,
    scale: scale.optional(),
    offset: z.number().default(0),
    /** Stored values of pixels without inverse depth. */
    invalid: numbers.default([0]),
  })
  .superRefine(expectScale);

/** Grey PNG or array of inverse depths, or of disparities. */
export const openInverseDepth = (name: string, spec: z.infer<typeof inverseDepthTask>): FileTask =>
  openNumbers(name, "inverse-depth", spec, {
    png: "numbers",
    rule: {
      expected: "an inverse depth of at least 0",
      fits: (value) => value >= 0 && Number.isFinite(value),
    },
  });
