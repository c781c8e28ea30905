import { z } from "zod";
import { expectScale, mapFields, numbers, scale } from "../manifest-fields.ts";
import type { FileTask } from "./file-task.ts";
import { openNumbers } from "./numbers.ts";

export const edgesTask = z
  .strictObject({
    kind: z.literal("edges"),
    ...mapFields,
    scale: scale.optional(),
    offset: z.number().default(0),
    /** Stored values of pixels of which nothing is known. */
    invalid: numbers.default([]),
  })
  .superRefine(expectScale);

/** Grey PNG or array: 1 on an edge, 0 elsewhere, or how likely it is one. */
export const openEdges = (name: string, spec: z.infer<typeof edgesTask>): FileTask =>
  openNumbers(name, "edges", spec, {
    png: "numbers",
    rule: { expected: "a number 0..1", fits: (value) => value >= 0 && value <= 1 },
  });
