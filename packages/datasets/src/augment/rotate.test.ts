import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { refusal } from "../refusal.fixture.ts";
import { countingSample, everyDenseSample, targetOf } from "../sample.fixture.ts";
import type { DenseKind, DenseTarget, Sample } from "../sample.ts";
import { close, golden } from "./golden.fixture.ts";
import { rotate } from "./rotate.ts";

const goldenSample = (): Sample => {
  const mask = () => Uint8Array.from(golden.mask);
  const known = (planes: readonly number[]) =>
    Float32Array.from(planes, (value, at) => value * golden.mask[at % golden.mask.length]!);
  const first = golden.values.slice(0, golden.mask.length);
  return {
    name: "golden/0",
    width: golden.width,
    height: golden.height,
    image: Float32Array.from(golden.image),
    targets: {
      labels: { kind: "classes", labels: Uint8Array.from(golden.labels) },
      heatmap: { kind: "heatmap", values: known(golden.values), mask: mask() },
      depth: { kind: "depth", values: known(first), mask: mask() },
      "inverse-depth": { kind: "inverse-depth", values: known(first), mask: mask() },
    },
  };
};

describe("rotate", () => {
  it.each(golden.turns)("agrees with torchvision at $degrees degrees", ({ degrees, ...wanted }) => {
    const turned = rotate(goldenSample(), degrees);
    close(turned.image, wanted.image);
    expect([...targetOf(turned, "classes").labels]).toEqual(wanted.labels);
    const heatmap = targetOf(turned, "heatmap");
    expect([...heatmap.mask]).toEqual(wanted.mask);
    close(heatmap.values, wanted.values);
    for (const kind of ["depth", "inverse-depth"] as const) {
      const { values, mask } = targetOf(turned, kind);
      expect([...mask]).toEqual(wanted.mask);
      close(values, wanted.nearest.slice(0, values.length));
    }
  });

  it("turns a quarter without a change to any value", () => {
    const sample = everyDenseSample({ width: 3, height: 3 }, (i) => (i === 1 ? 0 : 1));
    const turned = rotate(sample, 90);
    // Counter-clockwise: what was on the right is above.
    const from = [2, 5, 8, 1, 4, 7, 0, 3, 6];
    for (const [kind, target] of Object.entries(sample.targets)) {
      const got = turned.targets[kind]!;
      if (target.kind === "classes" || got.kind === "classes") throw new Error("expected dense targets");
      expect([...got.mask]).toEqual(from.map((i) => target.mask[i]));
      const wanted = [...target.values].map((_, at) => target.values[at - (at % 9) + from[at % 9]!]!);
      if (kind !== "normals") close(got.values, wanted);
    }
  });

  const plane = fc.record({
    tilt: fc.tuple(
      fc.double({ min: -0.5, max: 0.5, noNaN: true }),
      fc.double({ min: -0.5, max: 0.5, noNaN: true }),
    ),
    degrees: fc.double({ min: -45, max: 45, noNaN: true }),
  });

  it("turns the normals of a plane as its picture is turned", () => {
    const size = { width: 15, height: 11 };
    const pixels = size.width * size.height;
    const rayOf = (i: number) =>
      [((i % size.width) - 7) / 20, (Math.floor(i / size.width) - 5) / 20, 1] as const;
    const slope = (normal: readonly number[], ray: readonly number[]) =>
      normal.reduce((sum, n, axis) => sum + n * ray[axis]!, 0);
    fc.assert(
      fc.property(plane, ({ tilt: [a, b], degrees }) => {
        const length = Math.hypot(a, b, 1);
        const normal = [a / length, b / length, -1 / length];
        // Points of the plane n P = -2: 1 / Z is linear over the picture, which bilinear reading keeps.
        const inverse = Float32Array.from({ length: pixels }, (_, i) => slope(normal, rayOf(i)) / -2);
        const mask = () => new Uint8Array(pixels).fill(1);
        const values = Float32Array.from({ length: 3 * pixels }, (_, at) => normal[Math.floor(at / pixels)]!);
        const targets = {
          i: { kind: "heatmap", values: inverse, mask: mask() },
          n: { kind: "normals", values, mask: mask() },
        } as const;
        const turned = rotate(
          { ...size, name: "plane/0", image: new Float32Array(3 * pixels), targets },
          degrees,
        );
        const { values: got, mask: known } = targetOf(turned, "heatmap");
        const { values: n, mask: knownNormals } = targetOf(turned, "normals");
        expect(knownNormals).toEqual(known);
        for (let i = 0; i < pixels; i++) {
          const there = [n[i]!, n[pixels + i]!, n[2 * pixels + i]!];
          expect(Math.hypot(...there)).toBeCloseTo(known[i]!, 5);
          const [x, y] = [i % size.width, Math.floor(i / size.width)];
          // At the rim a pixel is made of those inside alone.
          if (known[i] === 0 || Math.hypot(x - 7, y - 5) > 4) continue;
          expect(slope(there, rayOf(i)) / -2).toBeCloseTo(got[i]!, 5);
        }
      }),
      { numRuns: 40 },
    );
  });

  it.each(["depth", "inverse-depth", "mask", "edges"] as const)("makes up no value of %s", (kind) => {
    const sample = everyDenseSample({ width: 8, height: 6 });
    const turned = rotate(sample, 13);
    const { values, mask } = turned.targets[kind] as DenseTarget<DenseKind>;
    const before = new Set((sample.targets[kind] as DenseTarget<DenseKind>).values);
    expect(new Set([...values].filter((_, i) => mask[i] === 1))).toEqual(before);
    expect(mask).toContain(0);
    mask.forEach((known, i) => {
      if (known === 0) expect(values[i]).toBe(0);
    });
  });

  it("averages over the known pixels alone, and knows nothing outside", () => {
    const sample = everyDenseSample({ width: 9, height: 9 }, (i) => (i % 4 === 1 ? 0 : 1));
    const known = (target: DenseTarget<DenseKind>) => [...target.values].filter((value) => value !== 0);
    for (const kind of ["heatmap", "rgb"] as const) {
      const before = known(sample.targets[kind] as DenseTarget<DenseKind>);
      const { values, mask } = rotate(sample, 9).targets[kind] as DenseTarget<DenseKind>;
      expect(mask[0]).toBe(0);
      values.forEach((value, at) => {
        if (mask[at % 81] === 0) expect(value).toBe(0);
        else {
          expect(value).toBeGreaterThanOrEqual(Math.min(...before) - 1e-6);
          expect(value).toBeLessThanOrEqual(Math.max(...before) + 1e-6);
        }
      });
    }
  });

  it("leaves its input alone, and returns it where nothing is turned", () => {
    const sample = countingSample({ width: 5, height: 4 });
    expect(rotate(sample, 0)).toBe(sample);
    rotate(sample, 10);
    expect(sample).toEqual(countingSample({ width: 5, height: 4 }));
  });

  it("refuses an angle that is no number", async () => {
    expect(await refusal(() => rotate(countingSample({ width: 2, height: 2 }), Number.NaN))).toBe(
      "rotate: expected degrees to be a finite number; got NaN",
    );
  });
});
