import { stridesOf } from "../../shape.ts";
import type { Case, Contract } from "../../testing/contract.ts";
import { type VarianceOptions, varianceOps } from "./variance.ts";

const cases: Readonly<Record<string, Case<"x", VarianceOptions, never>>> = {
  "all axes": [{ x: [3, 5, 7] }, {}],
  "all axes, in chunks": [{ x: [5003] }, { correction: 0 }],
  "the last axis": [{ x: [5, 7] }, { dim: -1 }],
  "a middle axis, kept, biased": [{ x: [2, 5, 3] }, { dim: 1, keepdim: true, correction: 0 }],
  "a channel's over images and pixels": [{ x: [3, 2, 3, 5] }, { dim: [0, 2, 3] }],
  "two elements, another correction": [{ x: [3, 2] }, { dim: 1, correction: 0.5 }],
};

const contractOf = (name: "variance" | "std"): Contract<"x", VarianceOptions> => ({
  op: varianceOps[name],
  reference({ x }, { x: shape }, { dim = shape.map((_, axis) => axis), correction = 1 }) {
    const dims = [dim].flat().map((axis) => (axis < 0 ? axis + shape.length : axis));
    const strides = stridesOf(shape);
    const kept = stridesOf(shape.map((extent, axis) => (dims.includes(axis) ? 1 : extent)));
    const groups: number[][] = [];
    x.forEach((value, i) => {
      const at = shape.reduce(
        (sum, extent, axis) =>
          sum + (dims.includes(axis) ? 0 : (Math.floor(i / strides[axis]!) % extent) * kept[axis]!),
        0,
      );
      (groups[at] ??= []).push(value);
    });
    return Float64Array.from(groups, (values) => {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
      return (squares / (values.length - correction)) ** (name === "std" ? 0.5 : 1);
    });
  },
  cases,
  errors: {
    [`${name}: expected at least one dim; got x [2, 3], dim []. Leave dim out to reduce over all`]: [
      { x: [2, 3] },
      { dim: [] },
    ],
    [`${name}: expected each dim an integer from -2 to 1; got x [2, 3], dim 2`]: [{ x: [2, 3] }, { dim: 2 }],
  },
  bench: { "64 channels of 1M elements": [{ x: [4, 64, 64, 64] }, { dim: [0, 2, 3] }] },
});

export const contracts = [contractOf("variance"), contractOf("std")];
