import { ConfigError, LossError } from "./errors.ts";
import { ownValue, type PerTask, perTask } from "./per-task.ts";

/** `gram[i][j] = <g_i, g_j>`, the products of the tasks' gradients. */
export type Gram = PerTask<PerTask>;

/**
 * The Gram matrix of the tasks' gradients, each a flat vector of the same weights.
 *
 * @throws {ConfigError} if they differ in length.
 */
export function gramMatrix(gradients: PerTask<ArrayLike<number>>): Gram {
  const tasks = Object.keys(gradients);
  const lengths = tasks.map((task) => gradients[task]!.length);
  if (new Set(lengths).size > 1)
    throw new ConfigError(
      "gramMatrix",
      "gradients of one length",
      { tasks, lengths: lengths.map(String) },
      "Take the gradients of all tasks by the same weights",
    );
  return perTask(tasks, (i) => perTask(tasks, (j) => dot(gradients[i]!, gradients[j]!)));
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/**
 * The matrix of the given tasks, in their order and exactly symmetric.
 *
 * @throws {ConfigError} if there is no matrix, or it lacks a task.
 * @throws {LossError} if a product is not finite, a square below 0, or the two products of a pair differ.
 */
export function gramRows(
  balancer: string,
  period: number,
  tasks: readonly string[],
  gram?: Gram,
): number[][] {
  const product = (i: string, j: string): number => {
    const value = ownValue(ownValue(gram ?? {}, i) ?? {}, j);
    if (value === undefined)
      throw new ConfigError(
        balancer,
        "gram with a product for each pair of labelled tasks",
        { task: i, with: j, product: value },
        "Pass gramMatrix of the tasks' gradients",
      );
    if (Number.isFinite(value) && (i !== j || value >= 0)) return value;
    const facts = { task: i, with: j, period, product: value };
    throw new LossError(balancer, "finite products of gradients, squares not below 0", facts, diverged);
  };
  const squares = tasks.map((task) => product(task, task));
  return tasks.map((i, row) =>
    tasks.map((j, column) => {
      const [one, other] = [product(i, j), product(j, i)];
      if (Math.abs(one - other) <= 1e-3 * Math.sqrt(squares[row]! * squares[column]!))
        return (one + other) / 2;
      const facts = { task: i, with: j, product: one, reversed: other };
      throw new LossError(balancer, "a symmetric gram", facts, "Pass gramMatrix of the tasks' gradients");
    }),
  );
}

const diverged = "If the losses are finite, training diverged: lower the learning rate";
