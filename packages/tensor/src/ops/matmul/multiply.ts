import type { AdapterProfile } from "../../device/adapter.ts";
import { type Grid, linear } from "../../grid.ts";
import type { Launch } from "../../op.ts";
import { inChunks, type Result } from "./chunks.ts";
import plain from "./plain.wgsl";
import { type Product, plainParams, resultSize } from "./product.ts";
import team from "./team.wgsl";
import tile from "./tile.wgsl";

/** Names of two operands of one element type. */
type Operands = readonly [left: string, right: string];

/** Launches that make a product of the named operands, by the kernel that suits the adapter and the shape. */
export const multiply = (
  product: Product,
  operands: Operands,
  result: Result,
  adapter: AdapterProfile,
): readonly Launch[] =>
  tiledProduct(product, operands, result, adapter) ?? plainProduct(product, operands, result);

/** Terms that one invocation of the plain kernel adds up at most, for the digits, and at least, where sums are cut. */
const LONGEST = 16_384;
const SHORTEST = 256;
/** Invocations that keep an adapter busy: fewer elements are summed in chunks. */
const ENOUGH = 4096;

/** The same, one invocation for an element or for a chunk of its sum. */
function plainProduct(product: Product, operands: Operands, result: Result): readonly Launch[] {
  const elements = resultSize(product);
  const terms = product.k * product.summed.reduce((turns, { extent }) => turns * extent, 1);
  const spare = Math.min(Math.ceil(ENOUGH / elements), Math.floor(terms / SHORTEST));
  const length = Math.ceil(terms / Math.max(1, spare, Math.ceil(terms / LONGEST)));
  const chunks = Math.ceil(terms / length);
  return inChunks(result, chunks, (writes) => ({
    code: plain,
    real: result.dtype,
    reads: operands,
    writes,
    params: { ...plainParams(product), chunks, length },
    grid: linear(elements * chunks),
  }));
}

/** Terms of a sum that one team or workgroup adds up at most, before sums are added to sums. */
const MAX_LENGTH = 1024;
/** Teams or workgroups that keep an adapter busy. */
const wanted = { software: 32, gpu: 256 } as const;

/**
 * The same by register or workgroup tiles; `null` where they do not fit: on adapters without the means, for products
 * too thin to fill a tile, and for batches that step in several ways.
 *
 * @param bias name of a tensor `[M]` that is added to every column
 */
export function tiledProduct(
  product: Product,
  operands: Operands,
  result: Result,
  adapter: AdapterProfile,
  bias?: string,
): readonly Launch[] | null {
  const { m, n, k, kept, summed } = product;
  const { kernels, subgroup } = adapter;
  if (kernels === "plain" || (kernels === "software" && !subgroup)) return null;
  if (kept.length > 1 || summed.length > 1 || m < 4 || n < 4) return null;
  const tile = kernels === "software" ? teamTile(product, adapter) : workgroupTile;
  const batch = kept[0]?.extent ?? 1;
  const tiles = Math.ceil(m / tile.extent) * Math.ceil(n / tile.extent) * batch;
  const turns = summed[0]?.extent ?? 1;
  const spare = Math.min(Math.ceil(wanted[kernels] / (tiles * turns)), Math.ceil(k / 256));
  const length = fours(k / Math.max(bias ? 1 : spare, Math.ceil(k / MAX_LENGTH)));
  const chunksOfK = Math.ceil(k / length);
  const chunks = turns * chunksOfK;
  if (bias && chunks > 1) return null;
  const { leftM, leftK, rightK, rightN } = product;
  return inChunks(result, chunks, (writes) => ({
    code: tile.code,
    real: result.dtype,
    reads: [...operands, bias ?? operands[0]],
    writes,
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
      bias: Number(bias !== undefined),
    },
    constants: tile.constants,
    grid: tile.grid(tiles * chunks),
  }));
}

const fours = (terms: number): number => Math.ceil(terms / 4) * 4;

/** How a class of adapters makes a tile of the result. */
interface Tile {
  readonly code: string;
  readonly extent: number;
  readonly constants: Readonly<Record<string, number>>;
  grid(count: number): Grid;
}

const workgroupTile: Tile = { code: tile, extent: 64, constants: {}, grid: (count) => linear(count, 1) };

/** Teams of eight where subgroups are that large and few of a tile's places idle, else of four. */
function teamTile(product: Product, { subgroup }: AdapterProfile): Tile {
  const { m, n, leftM, leftK, rightK, rightN, kept, summed } = product;
  const places = (extent: number) => Math.ceil(m / extent) * Math.ceil(n / extent) * extent ** 2;
  const octets = subgroup!.min >= 8 && places(32) <= 1.3 * places(16);
  const starts = [...kept, ...summed].flatMap(({ left, right }) => [left, right]);
  const steps = [leftK === 1 ? leftM : leftK, rightN === 1 ? rightK : rightN, ...starts];
  // With four lanes a load of a vector takes as long as four.
  const vectors = octets && steps.every((step) => step % 4 === 0);
  const lanes = octets ? 8 : 4;
  return {
    code: team,
    extent: 4 * lanes,
    constants: { OCTETS: Number(octets), VECTORS: Number(vectors), FOURS: Number(n % 4 === 0) },
    grid: (count) => linear(lanes * count, 32),
  };
}
