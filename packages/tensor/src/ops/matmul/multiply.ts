import type { AdapterProfile } from "../../device/adapter.ts";
import { linear } from "../../grid.ts";
import type { Launch } from "../../op.ts";
import type { Shape } from "../../shape.ts";
import addChunks from "./add-chunks.wgsl";
import plain from "./plain.wgsl";
import { type Product, plainParams, resultSize } from "./product.ts";
import quad from "./quad.wgsl";
import tile from "./tile.wgsl";

/** Launches that make a product of the named operands, by the kernel that suits the adapter and the shape. */
export function multiply(
  product: Product,
  operands: readonly [left: string, right: string],
  result: string,
  shape: Shape,
  adapter: AdapterProfile,
): readonly Launch[] {
  const fast = tiledProduct(product, operands, result, shape, adapter);
  if (fast) return fast;
  return [
    {
      code: plain,
      reads: operands,
      writes: { [result]: { shape } },
      params: plainParams(product),
      grid: linear(resultSize(product)),
    },
  ];
}

/** Terms of a sum that one team or workgroup adds up at most, before sums are added to sums. */
const MAX_LENGTH = 1024;
/** Teams, of 16x16 elements, or workgroups, of 64x64, that keep an adapter busy. */
const wanted = { software: 32, gpu: 256 } as const;

/**
 * The same by register or workgroup tiles; `null` where they do not fit: on adapters without the means, for products
 * too thin to fill a tile, and for batches that step in several ways.
 *
 * @param bias name of a tensor `[M]` that is added to every column
 */
export function tiledProduct(
  product: Product,
  operands: readonly [left: string, right: string],
  result: string,
  shape: Shape,
  { kernels, subgroup }: AdapterProfile,
  bias?: string,
): readonly Launch[] | null {
  const { m, n, k, kept, summed } = product;
  if (kernels === "plain" || (kernels === "software" && !subgroup)) return null;
  if (kept.length > 1 || summed.length > 1 || m < 4 || n < 4) return null;
  const batch = kept[0]?.extent ?? 1;
  const extent = kernels === "software" ? 16 : 64;
  const tiles = Math.ceil(m / extent) * Math.ceil(n / extent) * batch;
  const turns = summed[0]?.extent ?? 1;
  const spare = Math.min(Math.ceil(wanted[kernels] / (tiles * turns)), Math.ceil(k / 256));
  const length = Math.ceil(k / Math.max(bias ? 1 : spare, Math.ceil(k / MAX_LENGTH)));
  const chunksOfK = Math.ceil(k / length);
  const chunks = turns * chunksOfK;
  if (bias && chunks > 1) return null;
  const { leftM, leftK, rightK, rightN } = product;
  const part = `${result}Partial`;
  const size = resultSize(product);
  const first: Launch = {
    code: kernels === "software" ? quad : tile,
    reads: [...operands, bias ?? operands[0]],
    writes: chunks > 1 ? { [part]: { shape: [chunks, size] } } : { [result]: { shape } },
    params: {
      ...{ m, n, k, leftM, leftK, rightK, rightN },
      batch,
      keptLeft: kept[0]?.left ?? 0,
      keptRight: kept[0]?.right ?? 0,
      summedLeft: summed[0]?.left ?? 0,
      summedRight: summed[0]?.right ?? 0,
      chunks,
      chunksOfK,
      length,
    },
    constants: { BIAS: bias ? 1 : 0 },
    grid: kernels === "software" ? linear(4 * tiles * chunks, 32) : linear(tiles * chunks, 1),
  };
  if (chunks === 1) return [first];
  return [
    first,
    {
      code: addChunks,
      reads: [part],
      writes: { [result]: { shape } },
      params: { size, chunks },
      grid: linear(size),
    },
  ];
}
