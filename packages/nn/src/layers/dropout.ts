import {
  concat,
  dropout,
  execute,
  linearGrid,
  once,
  ShapeError,
  scope,
  type Tensor,
} from "@equipoise/tensor";
import type { Init } from "../init/init.ts";
import type { Layer, Mode } from "../layer.ts";
import code from "./count.wgsl";

/**
 * In training, each element is 0 with probability `p`, and 1 / (1 − p) times itself else; in evaluation, nothing is
 * done. Each pass has a mask of its own, that of a captured step too: an offset on the device counts them.
 *
 * @throws {ShapeError} if `p` is not from 0 to 1.
 * @see PyTorch `nn.Dropout`
 */
export class Dropout implements Layer {
  readonly p: number;
  /** `u32 [2]`: a key, and how many masks were drawn. Saved with a network, so that training goes on as it would have. */
  readonly seed: Tensor;

  constructor(init: Init, p = 0.5) {
    if (!(p >= 0 && p <= 1)) throw new ShapeError("Dropout", "p from 0 to 1", { p });
    this.p = p;
    this.seed = init.seed();
  }

  forward(x: Tensor, mode: Mode): Tensor {
    if (mode === "eval" || this.p === 0) return x.alias();
    return scope(() => dropout(x, { p: this.p, seed: once(() => this.#draw()) }));
  }

  /** The seed of one pass, a copy, which backward finds as it was; the next is another. */
  #draw(): Tensor {
    const { seed } = this;
    const drawn = concat([seed], 0);
    const launch = {
      code,
      reads: [],
      updates: ["seed"],
      writes: {},
      params: { step: 1 },
      grid: linearGrid(1),
    };
    execute("Dropout", [launch], { seed });
    return drawn;
  }
}
