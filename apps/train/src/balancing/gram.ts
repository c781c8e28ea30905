import { type Device, execute, keep, type Launch, type Tensor, zeros } from "@equipoise/tensor";
import gramCode from "./gram.wgsl";
import partsCode from "./product-parts.wgsl";

/**
 * The Gram matrix of gradients that lie in pieces, on the device: of K tasks' gradients of any size, K x K numbers.
 * Sums are made in an order of their own, so that equal gradients give equal bits.
 */
export class GramMatrix {
  /** `[K, K]`, as of the latest {@link measure}. */
  readonly result: Tensor;
  readonly #parts: Tensor;
  readonly #pieces: readonly Piece[];

  /** @param sizes elements of each piece of a gradient, such as those by each parameter */
  constructor(device: Device, tasks: number, sizes: readonly number[]) {
    let first = 0;
    this.#pieces = sizes.map((size) => {
      const piece = { size, first, groups: Math.min(64, Math.ceil(size / 1024)) };
      first += piece.groups;
      return piece;
    });
    const pairs = (tasks * (tasks + 1)) / 2;
    this.#parts = keep(zeros(device, [pairs, first]));
    this.result = keep(zeros(device, [tasks, tasks]));
  }

  /** Records the products of all pairs. @param gradients `[task][piece]`, in f32 */
  measure(gradients: readonly (readonly Tensor[])[]): void {
    const vectors = gradients.length;
    const named = gradients.flatMap((pieces, k) => pieces.map((tensor, i) => [`${k} ${i}`, tensor] as const));
    const [pairs = 0, count = 0] = this.#parts.shape;
    const pairOf = gradients.flatMap((_, j) => gradients.slice(j).map((_, more) => [j, j + more] as const));
    const launches: Launch[] = pairOf.flatMap(([j, k], pair) =>
      this.#pieces.map(({ size, first, groups }, i) => ({
        code: partsCode,
        reads: [`${j} ${i}`, `${k} ${i}`],
        updates: ["parts"],
        writes: {},
        params: { size, first: pair * count + first },
        grid: [groups, 1, 1],
      })),
    );
    launches.push({
      code: gramCode,
      reads: ["parts"],
      updates: ["gram"],
      writes: {},
      params: { vectors, count },
      grid: [pairs, 1, 1],
    });
    const tensors = { ...Object.fromEntries(named), parts: this.#parts, gram: this.result };
    execute("gram", launches, tensors);
  }
}

interface Piece {
  readonly size: number;
  /** Where its parts begin among those of a pair. */
  readonly first: number;
  readonly groups: number;
}
