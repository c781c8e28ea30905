import type { AdapterProfile } from "../../device/adapter.ts";
import { linear } from "../../grid.ts";
import type { Launch } from "../../op.ts";
import type { Shape } from "../../shape.ts";
import plain from "./plain.wgsl";
import { type Product, plainParams, resultSize } from "./product.ts";

/** Launches that make a product of the named operands, by the kernel that suits the adapter and the shape. */
export function multiply(
  product: Product,
  operands: readonly [left: string, right: string],
  writes: Launch["writes"],
  _adapter: AdapterProfile,
  a: Shape,
  b: Shape,
): readonly Launch[] {
  return [
    {
      code: plain,
      reads: operands,
      writes,
      params: plainParams(product, a, b),
      grid: linear(resultSize(product)),
    },
  ];
}
