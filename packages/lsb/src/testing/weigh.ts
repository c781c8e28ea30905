import fc from "fast-check";
import type { Gram } from "../gram.ts";
import { type Matrix, times } from "../numeric/vectors.ts";
import { perTask } from "../per-task.ts";
import type { StepBalancer } from "../step-balancer.ts";
import { gramArbitrary } from "./problems.ts";

/** Names for the tasks of a matrix: t0, t1, ... */
export const named = (gram: Matrix): string[] => gram.map((_, k) => `t${k}`);

export const gramOf = (gram: Matrix): Gram =>
  perTask(named(gram), (i) => perTask(named(gram), (j) => gram[Number(i.slice(1))]![Number(j.slice(1))]!));

/** The weights of a first step, in order, all losses 1. */
export function weigh(balancer: StepBalancer, gram: Matrix): number[] {
  const tasks = named(gram);
  const losses = perTask(tasks, () => 1);
  const { weights } = balancer.step(balancer.init(tasks), { losses, gram: gramOf(gram) });
  return tasks.map((task) => weights[task]!);
}

/** Tries a law on the products of up to 5 gradients. */
export const holdsFor = (law: (gram: number[][]) => void) =>
  fc.assert(fc.property(gramArbitrary(5, 8), law), { numRuns: 100 });

/** What each loss falls by along the update, to first order. */
export const gains = (gram: Matrix, weights: readonly number[]): number[] => times(gram, weights);
