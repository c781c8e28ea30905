import { z } from "zod";
import { type DenseKind, denseChannels } from "../sample.ts";
import { type EncodingName, encodings } from "./encodings.ts";

const [firstKind = "depth", ...otherKinds] = Object.keys(denseChannels) as DenseKind[];
const [firstEncoding = "byte", ...otherEncodings] = Object.keys(encodings) as EncodingName[];

const count = z.int().min(1);
const word = z
  .int()
  .min(0)
  .max(2 ** 32 - 1);
const channels = count.max(65535);

const task = z.union([
  z.strictObject({
    name: z.string(),
    kind: z.literal("classes"),
    channels,
    classes: z.array(z.string()).readonly(),
  }),
  z.strictObject({ name: z.string(), kind: z.enum([firstKind, ...otherKinds]), channels }),
]);

/** What files looked like when they were packed. */
export const stateSchema = z.strictObject({
  files: z.int().min(0),
  bytes: z.int().min(0),
  /** Milliseconds since 1970 of the latest change. */
  changed: z.number(),
});

/** What the end of a packed file says of it. */
export const descriptionSchema = z.strictObject({
  version: z.literal(1),
  name: z.string(),
  width: count.max(2 ** 16),
  height: count.max(2 ** 16),
  tasks: z.array(task).readonly(),
  intrinsics: z
    .strictObject({ fx: z.number(), fy: z.number(), cx: z.number(), cy: z.number() })
    .exactOptional(),
  notes: z.array(z.string()).readonly().exactOptional(),
  /** Where the samples came from, as it was opened. */
  source: z.looseObject({ format: z.string(), dir: z.string().exactOptional() }),
  /** Of the source's folder, if it had one. */
  state: stateSchema.nullable(),
  /** Of the values of the image and of each task that has no classes. */
  encodings: z.array(z.enum([firstEncoding, ...otherEncodings])),
  /** In the order of the records: the name of each sample, and the CRC-32 of its record. */
  splits: z.array(
    z.strictObject({ name: z.string(), samples: z.array(z.strictObject({ name: z.string(), crc: word })) }),
  ),
});

export type Description = z.infer<typeof descriptionSchema>;
