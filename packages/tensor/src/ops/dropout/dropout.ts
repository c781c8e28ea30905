import { apply, ranked } from "../../apply.ts";
import { floating } from "../../dtype.ts";
import { ShapeError } from "../../errors.ts";
import { linear } from "../../grid.ts";
import { type Call, float, type Launch, type Op } from "../../op.ts";
import { type Shape, sameShape, size } from "../../shape.ts";
import type { Tensor } from "../../tensor.ts";
import code from "./forward.wgsl";

export interface DropoutAttrs {
  readonly p: number;
  readonly stream: number;
}

export interface DropoutOptions {
  /** Probability of an element to become 0; default 0.5. */
  readonly p?: number;
  /**
   * A key and an offset, `u32 [2]`. The same give the same mask, on every adapter; a step of training needs another
   * offset.
   */
  readonly seed: Tensor;
  /** Tells apart the calls that share a seed, each of which should have a number of its own; default 0. */
  readonly stream?: number;
}

type DropoutCall = Call<"x" | "seed", DropoutAttrs>;

const isWord = (value: number) => Number.isInteger(value) && value >= 0 && value < 2 ** 32;

/** An op that drops runs of elements; `runOf` says how many elements one is. */
function makeOp(name: string, runOf: (x: Shape) => number): Op<"x" | "seed", DropoutAttrs> {
  /** The same mask forward and backward, worked out anew: nothing of it is stored. */
  const masked = (from: string, made: string, { shapes: { x }, dtypes, attrs }: DropoutCall): Launch => ({
    code,
    real: dtypes["x"]!,
    reads: [from, "seed"],
    map: 1,
    writes: { [made]: { shape: x, dtype: dtypes["x"]! } },
    params: {
      size: size(x),
      run: runOf(x),
      stream: attrs.stream,
      dropped: Math.min(Math.round(attrs.p * 2 ** 32), 2 ** 32 - 1),
      scale: float(attrs.p === 1 ? 0 : 1 / (1 - attrs.p)),
    },
    grid: linear(size(x) / 4),
  });
  return {
    name,
    inputs: ["x", "seed"],
    dtypes: { x: floating, seed: ["u32"] },
    dtype: ({ dtypes }) => dtypes["x"]!,
    shape({ x, seed }, { p, stream }) {
      runOf(x);
      if (!sameShape(seed, [2])) throw new ShapeError(name, "seed [2], a key and an offset", { seed });
      if (!(p >= 0 && p <= 1)) throw new ShapeError(name, "p from 0 to 1", { p });
      if (!isWord(stream)) throw new ShapeError(name, "stream an integer from 0 to 2^32 - 1", { stream });
      return x;
    },
    forward: (call) => [masked("x", "y", call)],
    backward: { x: (call) => [masked("dy", "dx", call)] },
    flops: ({ y }) => size(y),
  };
}

export const dropoutOp = makeOp("dropout", () => 1);
export const dropout2dOp = makeOp("dropout2d", (x) => {
  const [, , H, W] = ranked("dropout2d", "x", x, "N, C, H, W", 4);
  return H * W;
});

/**
 * x / (1 − p) with probability 1 − `p`, and 0 else, each element by itself. Random words come from a counter
 * (Philox4x32-10), so that backward works the mask out again rather than keep it. Gradients flow to `x`.
 *
 * What changes from step to step is `seed`, a tensor: a captured step gets a new mask by a `write` to it. Several calls
 * share it if each has a `stream` of its own. As in PyTorch, a NaN or an infinity that is dropped is NaN.
 *
 * @param x any shape
 * @returns the shape of `x`
 * @throws {ShapeError} if `p` is not from 0 to 1, `seed` is not `u32 [2]`, or `stream` is not an integer of 32 bits.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.dropout.html
 */
export const dropout = (x: Tensor, { p = 0.5, seed, stream = 0 }: DropoutOptions): Tensor =>
  apply(dropoutOp, { x, seed }, { p, stream });

/**
 * As {@link dropout}, but a channel of an image is kept or becomes 0 as a whole.
 *
 * @param x `[N, C, H, W]`
 * @returns `[N, C, H, W]`
 * @throws {ShapeError} as {@link dropout}, or if `x` has another rank.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.dropout2d.html
 */
export const dropout2d = (x: Tensor, { p = 0.5, seed, stream = 0 }: DropoutOptions): Tensor =>
  apply(dropout2dOp, { x, seed }, { p, stream });
