import { symmetricEigen } from "../numeric/eigen.ts";
import { dot, type Matrix, type Vector } from "../numeric/vectors.ts";
import type { PerTask } from "../per-task.ts";
import { stepBalancer } from "../step/step-rule.ts";
import type { StepBalancer } from "../step-balancer.ts";
import { type HeadsOption, headsOf } from "./heads.ts";
import { checkPriorities, sharesOf } from "./priorities.ts";

export interface AlignedMtlOptions extends HeadsOption {
  /** `p_k`, relative to each other; by default all the same. */
  readonly priorities?: PerTask | undefined;
  /** What the `p_k` sum to: the number of tasks ("sum": the authors, LibMTL) or 1 ("mean": TorchJD). */
  readonly reduction?: "sum" | "mean" | undefined;
  /** The common length: the least singular value ("min", the default), the median or the root of the mean square. */
  readonly scale?: "min" | "median" | "rmse" | undefined;
}

const name = "aligned-mtl";

/**
 * Aligned multi-task learning: turns the gradients into ones at right angles and of one length, as near to
 * them as can be, and adds these up. With `G = V diag(l) V^T`, `w = sqrt(s) V diag(l)^{-1/2} V^T p`, where `s`
 * is the least eigenvalue: the matrix of gradients gets the condition number 1.
 *
 * - Weights may be negative. Units matter.
 * - Eigenvalues below `K eps l_max` count as 0, with the `eps` of single precision, as in all implementations;
 *   without gradients the weights are `p`. The authors can have their heads "weighted".
 *
 * @throws {ConfigError} if a priority is out of range, or (from `init`) they are not those of the tasks.
 * @see Senushkin et al.: Independent Component Alignment for Multi-Task Learning, CVPR 2023
 */
export function alignedMtl(options: AlignedMtlOptions = {}): StepBalancer<PerTask> {
  const { priorities, reduction = "sum", scale = "min" } = options;
  if (priorities) checkPriorities(name, priorities);
  return stepBalancer<PerTask, "gradients">({
    name,
    needs: "gradients",
    raise: null,
    start: (tasks) => sharesOf(name, tasks, priorities),
    weigh(own, { tasks, gram }) {
      const shares = tasks.map((task) => own[task]!);
      const sum =
        shares.reduce((total, share) => total + share, 0) / (reduction === "sum" ? tasks.length : 1);
      const weights = aligned(
        gram,
        shares.map((share) => share / sum),
        scale,
      );
      return { own, weights, heads: headsOf(options, weights) };
    },
  });
}

function aligned(gram: Matrix, p: Vector, scale: "min" | "median" | "rmse"): number[] {
  const { values, vectors } = symmetricEigen(gram);
  const rank = values.filter((value) => value > values[0]! * gram.length * 2 ** -23).length;
  if (rank === 0) return [...p];
  const kept = values.slice(0, rank);
  const common = {
    min: kept.at(-1)!,
    median: kept[Math.floor(rank / 2)]!, // of an even number, the lower one, as PyTorch has it
    rmse: kept.reduce((sum, value) => sum + value, 0) / rank,
  }[scale];
  const columns = kept.map((_, m) => vectors.map((row) => row[m]!));
  const along = columns.map((column, m) => Math.sqrt(common / kept[m]!) * dot(column, p));
  return p.map((_, k) => dot(along, vectors[k]!.slice(0, rank)));
}
