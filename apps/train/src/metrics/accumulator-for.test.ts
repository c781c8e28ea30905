import type { Labels, Target } from "@equipoise/datasets";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accumulatorFor } from "./accumulator-for.ts";
import { METRICS } from "./metric-info.ts";

const PIXELS = 6;
const KINDS = [
  { kind: "classes", channels: 4 },
  { kind: "depth", channels: 1 },
  { kind: "inverse-depth", channels: 1 },
  { kind: "normals", channels: 3 },
  { kind: "mask", channels: 1 },
  { kind: "heatmap", channels: 2 },
  { kind: "edges", channels: 1 },
  { kind: "rgb", channels: 3 },
] as const;
type Kind = (typeof KINDS)[number];

interface Image {
  readonly prediction: Float32Array;
  readonly target: Target;
}

const floats = (length: number, min: number, max: number) =>
  fc
    .array(fc.float({ min: Math.fround(min), max: Math.fround(max), noNaN: true }), {
      minLength: length,
      maxLength: length,
    })
    .map((values) => Float32Array.from(values));
const bytes = (values: readonly number[]) =>
  fc
    .array(fc.constantFrom(...values), { minLength: PIXELS, maxLength: PIXELS })
    .map((v) => Uint8Array.from(v));

/** One image's output and target, some of it void. */
function image({ kind, channels }: Kind): fc.Arbitrary<Image> {
  const prediction = floats(channels * PIXELS, -2, 5);
  if (kind === "classes")
    return fc.record({ prediction, labels: bytes([0, 1, 2, 3, 255]) }).map(({ prediction, labels }) => ({
      prediction,
      target: { kind, labels },
    }));
  const values = {
    mask: bytes([0, 1]).map((v) => Float32Array.from(v)),
    edges: floats(channels * PIXELS, 0, 1),
    rgb: floats(channels * PIXELS, 0, 1),
  };
  return fc
    .record({
      prediction,
      values: kind in values ? values[kind as keyof typeof values] : floats(channels * PIXELS, 0.5, 4),
      mask: bytes([0, 1, 1]),
    })
    .map(({ prediction, values, mask }) => ({ prediction, target: { kind, values, mask } }));
}

const joined = (parts: readonly Float32Array[]) => Float32Array.from(parts.flatMap((part) => [...part]));
const joinedBytes = (parts: readonly Labels[]) => Uint8Array.from(parts.flatMap((part) => [...part]));

/** Several images as one batch. */
function batch(images: readonly Image[]): Image {
  const targets = images.map(({ target }) => target);
  const prediction = joined(images.map((one) => one.prediction));
  const [first] = targets;
  if (first!.kind === "classes") {
    const labels = joinedBytes(
      targets.map((target) => (target.kind === "classes" ? target.labels : new Uint8Array())),
    );
    return { prediction, target: { kind: "classes", labels } };
  }
  const known = targets.filter((target) => target.kind !== "classes");
  const mask = joinedBytes(known.map((target) => target.mask));
  return {
    prediction,
    target: { kind: first!.kind, values: joined(known.map((target) => target.values)), mask },
  };
}

function resultOf(kind: Kind, batches: readonly (readonly Image[])[]): Record<string, number | null> {
  const metrics = accumulatorFor(kind);
  for (const images of batches.filter(({ length }) => length > 0)) {
    const { prediction, target } = batch(images);
    metrics.add(prediction, target, images.length);
  }
  return metrics.result();
}

function expectClose(a: Record<string, number | null>, b: Record<string, number | null>): void {
  expect(Object.keys(a)).toEqual(Object.keys(b));
  for (const [name, value] of Object.entries(a))
    if (value === null) expect(b[name]).toBeNull();
    else expect(b[name]).toBeCloseTo(value, 10);
}

/** What a network would have to put out to be right. */
function perfect({ target }: Image, channels: number): Float32Array {
  if (target.kind === "mask" || target.kind === "edges")
    return target.values.map((value) => (value >= 0.5 ? 20 : -20));
  if (target.kind !== "classes") return target.values;
  const logits = new Float32Array(channels * PIXELS);
  for (const [p, label] of target.labels.entries()) if (label < channels) logits[label * PIXELS + p] = 1;
  return logits;
}

describe.each(KINDS)("metrics of kind $kind", (kind) => {
  const images = fc.array(image(kind), { minLength: 1, maxLength: 6 });

  it("do not depend on how a split is cut into batches", () => {
    fc.assert(
      fc.property(images, fc.nat(6), (all, cut) => {
        const whole = resultOf(kind, [all]);
        expectClose(
          resultOf(
            kind,
            all.map((one) => [one]),
          ),
          whole,
        );
        expectClose(resultOf(kind, [all.slice(0, cut), all.slice(cut)]), whole);
      }),
    );
  });

  it("do not depend on the order of the images", () => {
    fc.assert(
      fc.property(images, (all) => expectClose(resultOf(kind, [[...all].reverse()]), resultOf(kind, [all]))),
    );
  });

  it("are at their best for a perfect prediction, and JSON holds every one", () => {
    fc.assert(
      fc.property(images, (all) => {
        const right = all.map((one) => ({ ...one, prediction: perfect(one, kind.channels) }));
        for (const [name, value] of Object.entries(resultOf(kind, [right]))) {
          const { better, unit } = METRICS[name]!;
          if (value !== null) expect(value).toBeCloseTo(better === "lower" ? 0 : unit === "dB" ? 100 : 1, 12);
        }
        const result = resultOf(kind, [all]);
        expect(JSON.parse(JSON.stringify(result))).toEqual(result);
      }),
    );
  });
});
