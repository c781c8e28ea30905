import { z } from "zod";
import type { RunEvent } from "../events.ts";

const perTask = z.record(z.string(), z.number());
const known = z.record(z.string(), z.number().nullable());
const count = z.number().int().min(0);

/** The shape of a line of `events.jsonl`; fields that it does not name are left out. */
export const eventSchema = z.discriminatedUnion("event", [
  z.object({
    event: z.literal("start"),
    tasks: z.array(z.string()),
    classes: z.record(z.string(), z.array(z.string())),
    // Absent in logs of earlier versions.
    images: z.record(z.string(), count).default({}),
    config: z.unknown(),
    adapter: z.record(z.string(), z.unknown()),
    parameters: count,
  }),
  z.object({
    event: z.literal("step"),
    epoch: count,
    step: count,
    losses: known,
    weights: known.exactOptional(),
    overall: z.number().nullable(),
    lr: z.number(),
    ms: z.number(),
    skipped: count.exactOptional(),
  }),
  z.object({
    event: z.literal("period"),
    period: count,
    epoch: count,
    step: count,
    means: perTask,
    overall: z.number(),
    trained: perTask,
    weights: perTask,
    difficulty: perTask.nullable(),
    beta: z.number(),
    carried: z.array(z.string()).exactOptional(),
    labelled: perTask.exactOptional(),
  }),
  z.object({
    event: z.literal("eval"),
    epoch: count,
    step: count.exactOptional(),
    split: z.string(),
    losses: known,
    metrics: z.record(z.string(), known),
    confusion: z.record(z.string(), z.array(z.array(count))).exactOptional(),
  }),
  z.object({
    event: z.literal("end"),
    epochs: count,
    steps: count,
    seconds: z.number(),
    imagesPerSecond: z.number(),
    peakBytes: count,
    order: z.string().exactOptional(),
    waitingShare: z.number().exactOptional(),
  }),
]) satisfies z.ZodType<RunEvent>;
