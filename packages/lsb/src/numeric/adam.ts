import { checkNumber } from "../check-number.ts";
import { type PerTask, perTask } from "../per-task.ts";

/** PyTorch's Adam, with its names and its way of weight decay: added to the gradient. */
export interface AdamOptions {
  readonly learningRate?: number | undefined;
  readonly beta1?: number | undefined;
  readonly beta2?: number | undefined;
  readonly epsilon?: number | undefined;
  readonly weightDecay?: number | undefined;
}

/** One learned number per task, and what Adam remembers of its gradients: plain JSON. */
export interface Learned {
  readonly values: PerTask;
  /** Running means of the gradient and of its square. */
  readonly first: PerTask;
  readonly second: PerTask;
  /** How often the number has moved. */
  readonly steps: PerTask;
}

export function learned(tasks: readonly string[], value: number): Learned {
  const zeros = perTask(tasks, () => 0);
  return { values: perTask(tasks, () => value), first: zeros, second: zeros, steps: zeros };
}

/**
 * One step down the gradient. A task without one keeps its number and its moments: it had no label.
 *
 * @see https://docs.pytorch.org/docs/stable/generated/torch.optim.Adam.html
 */
export function adam(
  { values, first, second, steps }: Learned,
  gradient: PerTask,
  { learningRate = 1e-4, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = 0 }: AdamOptions,
): Learned {
  const where = (old: PerTask, next: (task: string) => number) =>
    perTask(Object.keys(old), (task) => (Object.hasOwn(gradient, task) ? next(task) : old[task]!));
  const g = (task: string) => gradient[task]! + weightDecay * values[task]!;
  const moved = {
    first: where(first, (task) => beta1 * first[task]! + (1 - beta1) * g(task)),
    second: where(second, (task) => beta2 * second[task]! + (1 - beta2) * g(task) ** 2),
    steps: where(steps, (task) => steps[task]! + 1),
  };
  return {
    values: where(values, (task) => {
      const mean = moved.first[task]! / (1 - beta1 ** moved.steps[task]!);
      const size = Math.sqrt(moved.second[task]! / (1 - beta2 ** moved.steps[task]!));
      return values[task]! - (learningRate * mean) / (size + epsilon);
    }),
    ...moved,
  };
}

/** @throws {ConfigError} if an option is out of its range. */
export function checkAdam(balancer: string, options: AdamOptions): void {
  const { learningRate = 1e-4, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = 0 } = options;
  checkNumber(balancer, "learningRate", learningRate, "above 0", "PyTorch's default is 0.001");
  checkNumber(balancer, "beta1", beta1, "at least 0", "PyTorch's default is 0.9");
  checkNumber(balancer, "beta1", beta1, "below 1", "PyTorch's default is 0.9");
  checkNumber(balancer, "beta2", beta2, "at least 0", "PyTorch's default is 0.999");
  checkNumber(balancer, "beta2", beta2, "below 1", "PyTorch's default is 0.999");
  checkNumber(balancer, "epsilon", epsilon, "above 0", "PyTorch's default is 1e-8");
  checkNumber(balancer, "weightDecay", weightDecay, "at least 0", "Leave it out for none");
}
