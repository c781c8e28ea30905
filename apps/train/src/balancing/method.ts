import type { AveragingBalancer, StepBalancer } from "@equipoise/lsb";
import type { RuleOptions } from "./rule-weighing.ts";

/** A balancer with what of it acts where. */
export type Method =
  /** New weights at the end of each period, by the host. */
  | { readonly acts: "periods"; readonly balancer: StepBalancer }
  /** New weights in every step, on the device. */
  | ({ readonly acts: "steps" } & RuleOptions)
  /** New weights in every step, by the host, from the products of the tasks' gradients. */
  | ({ readonly acts: "gradients" } & GradientOptions);

/** A balancer whose weights follow from the products of the tasks' gradients. */
export interface GradientOptions {
  readonly balancer: StepBalancer | AveragingBalancer;
  /** For what is learned; null: the network's, step by step. */
  readonly learningRate: number | null;
}
