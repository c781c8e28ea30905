import type { Launch } from "@equipoise/tensor";

/**
 * A rule of `@equipoise/lsb` that acts in every step, as launches of the step that is captured, with nothing read back.
 * What the pure definition computes in float64 is computed in f32 here, by the same formulas.
 *
 * Launches name these tensors, each `[K]` over the run's tasks in the run's order unless said:
 *
 * - `losses`: unweighted, raised to the floor already; of a task without a label anything, even NaN
 * - `labelled`: 1 or 0
 * - `order`: u32, places of the tasks sorted by name; sums go in it, so that no bit depends on the order of the tasks
 * - `weights`: what `weigh` writes; 0 for a task without a label
 * - `memory`: `[rows, K]`, what the method remembers
 * - `rate`: `[]`, the learning rate for what is learned, whatever the options say: the host writes it
 * - `skip`: `[]`, where it is not 0 nothing is learned, nor any draw counted
 * - `after`: the losses of the same batch after the step, raised too; for hindsight alone
 *
 * A step without any label has weights of 0 and changes nothing. Options are those that the pure definition has accepted.
 */
export interface DeviceRule<Own = unknown> {
  /** Rows of the memory; 0: it remembers nothing, and no launch names `memory`. */
  readonly rows: number;
  /**
   * The memory, `rows` times K numbers, that stands for what the pure definition remembers. `pack(unpack(memory))` is
   * `memory`, bit for bit in f32.
   */
  pack(own: Own, tasks: readonly string[]): number[];
  /** What the pure definition remembers where the memory is this one. */
  unpack(memory: ArrayLike<number>, tasks: readonly string[]): Own;
  /** Launches that update `weights` from losses, labelled, order, and memory, which stays as it is. */
  weigh(tasks: number): readonly Launch[];
  /** Launches that update `memory` from losses, labelled, order, weights, rate, and skip. */
  learn?(tasks: number): readonly Launch[];
  /** The same from `after` too: what is learned once the step is made. */
  hindsight?(tasks: number): readonly Launch[];
}
