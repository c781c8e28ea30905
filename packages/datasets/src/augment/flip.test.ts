import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countingSample, targetOf } from "../sample.fixture.ts";
import type { Sample } from "../sample.ts";
import { flipHorizontal } from "./flip.ts";

const side = fc.integer({ min: 1, max: 9 });

describe("flipHorizontal", () => {
  it("reverses every row, and negates the x of normals alone", () => {
    const sample: Sample = {
      name: "test/0",
      width: 3,
      height: 2,
      image: Float32Array.from({ length: 18 }, (_, i) => i),
      targets: {
        segmentation: { kind: "classes", labels: Uint8Array.of(0, 1, 2, 3, 4, 255) },
        depth: {
          kind: "depth",
          values: Float32Array.of(1, 2, 3, 4, 5, 0),
          mask: Uint8Array.of(1, 1, 1, 1, 1, 0),
        },
        normals: {
          kind: "normals",
          values: Float32Array.of(0.6, 0.6, 0, -1, 1, 0, 0, 0, 0.6, 0, 0, 0, -0.8, -0.8, -0.8, 0, 0, 0),
          mask: Uint8Array.of(1, 1, 1, 1, 1, 0),
        },
      },
    };
    const flipped = flipHorizontal(sample);
    expect([...flipped.image]).toEqual([2, 1, 0, 5, 4, 3, 8, 7, 6, 11, 10, 9, 14, 13, 12, 17, 16, 15]);
    expect([...targetOf(flipped, "classes").labels]).toEqual([2, 1, 0, 255, 4, 3]);
    expect([...targetOf(flipped, "depth").values]).toEqual([3, 2, 1, 0, 5, 4]);
    expect([...targetOf(flipped, "depth").mask]).toEqual([1, 1, 1, 0, 1, 1]);
    const { values, mask } = targetOf(flipped, "normals");
    const rounded = [...values].map((v) => Math.round(v * 10) / 10);
    expect(rounded).toEqual([0, -0.6, -0.6, 0, -1, 1, 0.6, 0, 0, 0, 0, 0, -0.8, -0.8, -0.8, 0, 0, 0]);
    expect([...mask]).toEqual([1, 1, 1, 0, 1, 1]);
  });

  it("undoes itself, and leaves its input alone", () => {
    fc.assert(
      fc.property(side, side, (width, height) => {
        const sample = countingSample({ width, height });
        expect(flipHorizontal(flipHorizontal(sample))).toEqual(sample);
        expect(sample).toEqual(countingSample({ width, height }));
      }),
    );
  });
});
