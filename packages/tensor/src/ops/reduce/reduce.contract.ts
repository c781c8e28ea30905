import { stridesOf } from "../../shape.ts";
import type { Case, Contract } from "../../testing/contract.ts";
import { reduceOps } from "./reduce.ts";
import type { ReduceOptions } from "./reduced-axes.ts";

const cases: Readonly<Record<string, Case<"x", ReduceOptions, never>>> = {
  "one element": [{ x: [1] }, {}],
  "a scalar": [{ x: [] }, {}],
  "all axes, an odd number of elements": [{ x: [3, 5, 7] }, {}],
  "all axes, in chunks of chunks": [{ x: [100_003] }, {}],
  "the last axis": [{ x: [5, 7] }, { dim: -1 }],
  "the first axis, in chunks": [{ x: [700, 3] }, { dim: 0 }],
  "a middle axis, kept": [{ x: [2, 5, 3] }, { dim: 1, keepdim: true }],
  "a channel's sum over images and pixels": [{ x: [3, 2, 3, 5] }, { dim: [0, 2, 3] }],
  "a channel's sum over many pixels": [{ x: [3, 2, 20, 30] }, { dim: [0, -1, -2], keepdim: true }],
  "axes of one element": [{ x: [1, 4, 1] }, { dim: [0, 2] }],
  "three runs of axes": [{ x: [2, 3, 4, 2, 3] }, { dim: [0, 2, 4] }],
};

function contractOf(name: "sum" | "mean"): Contract<"x", ReduceOptions> {
  return {
    op: reduceOps[name],
    reference({ x }, { x: shape }, { dim = shape.map((_, axis) => axis) }) {
      const dims = [dim].flat().map((axis) => (axis < 0 ? axis + shape.length : axis));
      const kept = shape.map((extent, axis) => (dims.includes(axis) ? 1 : extent));
      const strides = stridesOf(shape);
      const places = stridesOf(kept);
      const y = new Float64Array(kept.reduce((product, extent) => product * extent, 1));
      x.forEach((value, i) => {
        const at = kept.reduce(
          (sum, extent, axis) => sum + (Math.floor(i / strides[axis]!) % extent) * places[axis]!,
          0,
        );
        y[at]! += name === "mean" ? (value * y.length) / x.length : value;
      });
      return y;
    },
    cases,
    errors: {
      [`${name}: expected at least one dim; got x [2, 3], dim []. Leave dim out to reduce over all`]: [
        { x: [2, 3] },
        { dim: [] },
      ],
      [`${name}: expected each dim an integer from -2 to 1; got x [2, 3], dim 2`]: [
        { x: [2, 3] },
        { dim: 2 },
      ],
      [`${name}: expected each dim an integer from -2 to 1; got x [2, 3], dim [0, -3]`]: [
        { x: [2, 3] },
        { dim: [0, -3] },
      ],
      [`${name}: expected each dim an integer from -2 to 1; got x [2, 3], dim 0.5`]: [
        { x: [2, 3] },
        { dim: 0.5 },
      ],
      [`${name}: expected each dim once; got x [2, 3], dim [1, -1]`]: [{ x: [2, 3] }, { dim: [1, -1] }],
      [`${name}: expected no dim for a scalar; got x [], dim 0`]: [{ x: [] }, { dim: 0 }],
      [`${name}: expected a walk along at most 8 axes that cannot be merged; got shape [2, 2, 2, 2, 2, 2, 2, 2, 2]`]:
        [{ x: [2, 2, 2, 2, 2, 2, 2, 2, 2] }, { dim: [0, 2, 4, 6, 8] }],
    },
    bench: {
      "4M elements to one": [{ x: [4, 1024, 1024] }, {}],
      "64 channels of 1M elements": [{ x: [4, 64, 64, 64] }, { dim: [0, 2, 3] }],
      "the first axis of 1M elements": [{ x: [4096, 256] }, { dim: 0 }],
    },
  };
}

export const contracts = [contractOf("sum"), contractOf("mean")];
