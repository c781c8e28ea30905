import type { AdamOptions, Learned } from "@equipoise/lsb";
import { float, type Launch, linearGrid } from "@equipoise/tensor";
import code from "./adam.wgsl";

/** The first rows of a memory that Adam moves. */
const rows = ["values", "first", "second", "steps"] as const;

export const learnedRows = rows.length;

export const packLearned = (own: Learned, tasks: readonly string[]): number[] =>
  rows.flatMap((row) => tasks.map((task) => own[row][task]!));

export function unpackLearned(memory: ArrayLike<number>, tasks: readonly string[]): Learned {
  const [values, first, second, steps] = rows.map((_, row) =>
    Object.fromEntries(tasks.map((task, k) => [task, memory[row * tasks.length + k]!])),
  );
  return { values: values!, first: first!, second: second!, steps: steps! };
}

/** The launch that moves the values of the labelled tasks down `gradient`, `[K]`, unless the step is skipped. */
export function adam(
  tasks: number,
  { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = 0 }: Omit<AdamOptions, "learningRate">,
): Launch {
  return {
    code,
    reads: ["gradient", "labelled", "rate", "skip"],
    updates: ["memory"],
    writes: {},
    params: {
      tasks,
      share1: float(1 - beta1),
      share2: float(1 - beta2),
      // In float64 here: in f32 1 - beta2 has lost one part in 20,000.
      log1: float(Math.log(beta1)),
      log2: float(Math.log(beta2)),
      epsilon: float(epsilon),
      weightDecay: float(weightDecay),
    },
    grid: linearGrid(tasks),
  };
}
