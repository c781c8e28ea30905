import { DataError } from "../data-error.ts";
import { ignoredBy, type Labels, labelsLike } from "../labels.ts";
import type { Sample, Size, Target } from "../sample.ts";

/** Samples side by side in one set of arrays. */
export interface Batch extends Size {
  /** Number of samples, N. */
  readonly size: number;
  readonly names: readonly string[];
  /** Sizes of the samples' files, where some were resized from one of their own. */
  readonly stored?: readonly Size[];
  /** `[N, 3, H, W]`: sRGB, 0..1, not normalised. */
  readonly image: Float32Array;
  /** By task: labels and masks `[N, H, W]`, values `[N, C, H, W]`. */
  readonly targets: Readonly<Record<string, Target>>;
  /** By task: how many pixels of the batch have a target. Can be 0: a mean over them must not divide by it. */
  readonly labelled: Readonly<Record<string, number>>;
}

/**
 * The batch of some samples, in their order.
 *
 * @throws {DataError} if there are none, or they differ in size or tasks.
 */
export function collate(samples: readonly Sample[]): Batch {
  const [first] = samples;
  if (first === undefined) throw new DataError("collate", { expected: "at least one sample", got: "none" });
  const { width, height } = first;
  const shape = describe(first);
  for (const sample of samples)
    if (describe(sample) !== shape)
      throw new DataError("collate", {
        expected: `samples of one shape, ${first.name} is ${shape}`,
        got: `${sample.name} ${describe(sample)}`,
      });

  const targets: Record<string, Target> = {};
  const labelled: Record<string, number> = {};
  for (const [task, head] of Object.entries(first.targets)) {
    const all = samples.map((sample) => sample.targets[task]!);
    const target = stack(head, all);
    targets[task] = target;
    labelled[task] = labelledPixels(target);
  }
  const image = concat(
    samples.map((s) => s.image),
    (n) => new Float32Array(n),
  );
  const own = samples.some(({ stored }) => stored) && {
    stored: samples.map(({ stored, width, height }) => stored ?? { width, height }),
  };
  return {
    ...{ size: samples.length, names: samples.map((s) => s.name), ...own },
    ...{ width, height, image, targets, labelled },
  };
}

/** Number of pixels that have a value: a label of a class, or a mask of 1. */
export function labelledPixels(target: Target): number {
  let count = 0;
  if (target.kind === "classes") {
    const { labels } = target;
    const ignored = ignoredBy(labels);
    for (let i = 0; i < labels.length; i++) count += labels[i] === ignored ? 0 : 1;
  } else for (let i = 0; i < target.mask.length; i++) count += target.mask[i]!;
  return count;
}

const describe = ({ width, height, targets }: Sample) =>
  `${width}x${height} (${Object.entries(targets)
    .map(([task, { kind }]) => `${task}: ${kind}`)
    .join(", ")})`;

function stack({ kind }: Target, all: readonly Target[]): Target {
  if (kind === "classes") {
    const labels = all.filter((target) => target.kind === "classes").map((target) => target.labels);
    return { kind, labels: concat(labels, (n) => labelsLike(labels[0]!, n)) };
  }
  const dense = all.filter((target) => target.kind !== "classes");
  return {
    kind,
    values: concat(
      dense.map((target) => target.values),
      (n) => new Float32Array(n),
    ),
    mask: concat(
      dense.map((target) => target.mask),
      (n) => new Uint8Array(n),
    ),
  };
}

function concat<T extends Labels | Float32Array>(parts: readonly T[], make: (length: number) => T): T {
  const out = make(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
