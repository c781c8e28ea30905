import type { Contract } from "../../testing/contract.ts";
import { integers } from "../../testing/vectors.ts";
import { type CastAttrs, castOp } from "./cast.ts";

export const castContract: Contract<"x", CastAttrs> = {
  op: castOp,
  reference: ({ x }) => x.slice(),
  cases: {
    i32: [{ x: [3, 5] }, { dtype: "f32" }, { x: "i32" }],
    u32: [{ x: [3, 5] }, { dtype: "f32" }, { x: "u32" }],
    "bytes, an odd number of them": [{ x: [3, 5] }, { dtype: "f32" }, { x: "u8" }],
    "one byte": [{ x: [] }, { dtype: "f32" }, { x: "u8" }],
  },
  errors: {},
  bench: { "a mask of 1M pixels": [{ x: [1, 1024, 1024] }, { dtype: "f32" }, { x: "u8" }] },
  sample: { x: (elements, seed) => integers(elements, 256, seed) },
};
