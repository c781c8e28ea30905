import type { Vector } from "../numeric/vectors.ts";

/** For methods that combine the gradients of the shared weights. */
export interface HeadsOption {
  /** What a task's own weights are trained by: `L_k` ("unweighted", the default) or `w_k L_k` ("weighted"). */
  readonly heads?: "unweighted" | "weighted" | undefined;
}

/** The factors of the losses for the tasks' own weights. */
export const headsOf = ({ heads }: HeadsOption, weights: Vector): Vector =>
  heads === "weighted" ? weights : weights.map(() => 1);
