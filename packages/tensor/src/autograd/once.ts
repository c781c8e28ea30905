import { keep } from "../scope.ts";
import type { Tensor } from "../tensor.ts";

/** What the blocks that run now have made `once`, the outermost block first. */
const running: Remembered[] = [];

/** The tensors that one block made {@link once} when it ran first, in order. */
export class Remembered {
  readonly #tensors: Tensor[] = [];
  #next = 0;

  /** Runs the block: what it makes `once` is what it made when it ran first. */
  run<T>(body: () => T): T {
    this.#next = 0;
    running.push(this);
    try {
      return body();
    } finally {
      running.pop();
    }
  }

  /** @returns a tensor of the caller's */
  next(make: () => Tensor): Tensor {
    const made = this.#tensors[this.#next++];
    if (made) return made.alias();
    const fresh = make();
    this.#tensors.push(keep(fresh.alias()));
    return fresh;
  }

  release(): void {
    for (const tensor of this.#tensors) tensor.dispose();
  }
}

/**
 * What `make` returns; in a `checkpoint` that runs again for its gradients, what it returned when that ran first. For
 * what is another each time, such as the seed of a mask. Outside of checkpoints `make` is called, no more.
 *
 * @param make makes a tensor that no gradient flows through
 */
export function once(make: () => Tensor): Tensor {
  // A block that is run again by another asks that one in turn.
  return running.reduce((inner, block) => () => block.next(inner), make)();
}
