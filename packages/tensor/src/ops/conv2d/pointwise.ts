import type { AdapterProfile } from "../../device/adapter.ts";
import type { Launch } from "../../op.ts";
import { tiledProduct } from "../matmul/multiply.ts";
import type { Product } from "../matmul/product.ts";
import type { Family } from "./family.ts";
import { type Geometry, shapesOf } from "./geometry.ts";

/** Convolutions that are products of matrices. */
export const pointwise: Family = {
  half: true,
  forward: (g, adapter, bias) => (isPointwise(g) ? forward(g, adapter, bias) : null),
  backwardX: (g, adapter) => (isPointwise(g) ? backwardX(g, adapter) : null),
  backwardWeight: (g, adapter) => (isPointwise(g) ? backwardWeight(g, adapter) : null),
};

/** Whether every output sees one pixel of the same place: then a convolution is a product of matrices. */
const isPointwise = ({ r, s, stride, top, left, groups, p, q, h, w }: Geometry): boolean =>
  r === 1 &&
  s === 1 &&
  groups === 1 &&
  stride[0] === 1 &&
  stride[1] === 1 &&
  top === 0 &&
  left === 0 &&
  p === h &&
  q === w;

/** y[n] = weight · x[n], with pixels as columns; `null` where no tiles fit. */
function forward(g: Geometry, adapter: AdapterProfile, bias: boolean): readonly Launch[] | null {
  const product = { m: g.k, k: g.c, leftM: g.c, leftK: 1, ...perImage(g, g.c, g.k) };
  const result = { name: "y", shape: shapesOf(g).y, dtype: g.dtype };
  return tiledProduct(product, ["weight", "x"], result, adapter, bias ? "bias" : undefined);
}

/** dx[n] = weightᵀ · dy[n]; `null` where no tiles fit. */
function backwardX(g: Geometry, adapter: AdapterProfile): readonly Launch[] | null {
  const product = { m: g.c, k: g.k, leftM: 1, leftK: g.c, ...perImage(g, g.k, g.c) };
  const result = { name: "dx", shape: shapesOf(g).x, dtype: g.dtype };
  return tiledProduct(product, ["weight", "dy"], result, adapter);
}

/** dweight = Σₙ dy[n] · x[n]ᵀ; `null` where no tiles fit. */
function backwardWeight(g: Geometry, adapter: AdapterProfile): readonly Launch[] | null {
  const { n, c, k, h, w } = g;
  const pixels = h * w;
  const product: Product = {
    m: k,
    n: c,
    k: pixels,
    leftM: pixels,
    leftK: 1,
    rightK: 1,
    rightN: pixels,
    kept: [],
    summed: n > 1 ? [{ extent: n, left: k * pixels, right: c * pixels, out: 0 }] : [],
  };
  const result = { name: "dweight", shape: shapesOf(g).weight, dtype: g.dtype };
  return tiledProduct(product, ["dy", "x"], result, adapter);
}

/** Images as a batch of matrices `[channels, pixels]`, the left operand the same for all. */
function perImage({ n, h, w }: Geometry, from: number, to: number) {
  const pixels = h * w;
  const batch = { extent: n, left: 0, right: from * pixels, out: to * pixels };
  return { n: pixels, rightK: pixels, rightN: 1, kept: n > 1 ? [batch] : [], summed: [] };
}
