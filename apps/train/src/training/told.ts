import type { Gram, PerTask } from "@equipoise/lsb";
import { concat, reshape, type Tensor } from "@equipoise/tensor";

/** What the host is told of the first half of a step: K losses and K x K products, in one read-back. */
export interface Told {
  /** Of all tasks. */
  readonly losses: PerTask;
  /** Of those with a label. */
  readonly labelled: PerTask;
  readonly gram: Gram;
  /** Whether a gradient, or a loss that may be skipped, is not finite. */
  readonly spoilt: boolean;
}

interface ToldTensors {
  /** `[1]` of each task. */
  readonly losses: readonly Tensor[];
  /** `[K]` */
  readonly labelled: Tensor;
  /** `[K, K]` */
  readonly gram: Tensor;
  /** `[]`, where steps may have to be skipped. */
  readonly skip: Tensor | undefined;
}

/** Records what is to be told as one vector. */
export function recordTold({ losses, labelled, gram, skip }: ToldTensors): Tensor {
  const flat = (tensor: Tensor) => reshape(tensor, [tensor.size]);
  return concat([...losses, labelled, flat(gram), ...(skip ? [flat(skip)] : [])], 0).detach();
}

/** Reads such a vector. */
export function told(tasks: readonly string[], numbers: ArrayLike<number>): Told {
  const size = tasks.length;
  const losses = Object.fromEntries(tasks.map((task, k) => [task, numbers[k]!]));
  const labelled = tasks.filter((_, k) => numbers[size + k] !== 0);
  return {
    losses,
    labelled: Object.fromEntries(labelled.map((task) => [task, losses[task]!])),
    gram: gramOf(tasks, Array.from(numbers).slice(2 * size)),
    spoilt: (numbers[2 * size + size ** 2] ?? 0) !== 0,
  };
}

/** @param products `[K, K]` */
export const gramOf = (tasks: readonly string[], products: ArrayLike<number>): Gram =>
  Object.fromEntries(
    tasks.map((row, j) => [
      row,
      Object.fromEntries(tasks.map((column, k) => [column, products[j * tasks.length + k]!])),
    ]),
  );
