import { contract as conv2d } from "../../../../packages/tensor/src/ops/conv2d/conv2d.contract.ts";
import { contract as matmul } from "../../../../packages/tensor/src/ops/matmul/matmul.contract.ts";
import type { Contract } from "../ops/contracts.ts";

/** Contracts as the command loads them, with calls that take no time. */
export const tinyMatmul: Contract = {
  ...(matmul as unknown as Contract),
  bench: { tiny: [{ a: [5, 7], b: [7, 6] }, {}] },
};
export const tinyConv2d: Contract = {
  ...(conv2d as unknown as Contract),
  bench: { tiny: [{ x: [2, 3, 5, 6], weight: [4, 3, 3, 3], bias: [4] }, { padding: 1 }] },
};
