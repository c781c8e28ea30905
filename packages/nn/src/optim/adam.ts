import { execute, float, keep, type Launch, linear, type Tensor, zeros } from "@equipoise/tensor";
import { fillTensors } from "../fill-tensors.ts";
import type { NamedTensors } from "../layer.ts";
import type { HostTensor } from "../safetensors/format.ts";
import code from "./adam.wgsl";
import { checkGradients, checkOption, checkSteps, type Optimizer, type OptimizerState } from "./optimizer.ts";

export interface AdamOptions {
  /** Decay of the means of gradients and of their squares; default 0.9 and 0.999. */
  readonly betas?: readonly [number, number];
  /** Default 1e-8. */
  readonly eps?: number;
  /** Default 0 for Adam, 0.01 for AdamW. */
  readonly weightDecay?: number;
}

/** The running means of one parameter's gradients and of their squares. */
interface Moments {
  readonly m: Tensor;
  readonly v: Tensor;
}

/**
 * Adam; weight decay adds to the gradients.
 *
 * @throws {ShapeError} if an option is out of its range.
 * @see Kingma and Ba 2015; PyTorch `optim.Adam`
 */
export class Adam implements Optimizer {
  readonly #name: string;
  readonly #parameters: NamedTensors;
  readonly #moments: Readonly<Record<string, Moments>>;
  readonly #hyper: Tensor | null;
  readonly #options: Required<AdamOptions>;
  readonly #decoupled: boolean;
  #steps = 0;

  constructor(parameters: NamedTensors, options: AdamOptions = {}, decoupled = false) {
    const { betas = [0.9, 0.999], eps = 1e-8, weightDecay = decoupled ? 0.01 : 0 } = options;
    this.#name = decoupled ? "AdamW" : "Adam";
    checkOption(this.#name, "betas[0]", betas[0], 1);
    checkOption(this.#name, "betas[1]", betas[1], 1);
    checkOption(this.#name, "eps", eps);
    checkOption(this.#name, "weightDecay", weightDecay);
    this.#parameters = parameters;
    this.#options = { betas, eps, weightDecay };
    this.#decoupled = decoupled;
    const like = ({ device, shape }: Tensor) => keep(zeros(device, shape));
    this.#moments = Object.fromEntries(
      Object.entries(parameters).map(([name, tensor]) => [name, { m: like(tensor), v: like(tensor) }]),
    );
    const [first] = Object.values(parameters);
    this.#hyper = first ? keep(zeros(first.device, [3])) : null;
  }

  step(gradients: NamedTensors, lr: number): void {
    checkGradients(this.#name, this.#parameters, gradients);
    checkOption(this.#name, "lr", lr);
    const { betas, eps, weightDecay } = this.#options;
    this.#steps++;
    // In float64 here: 1 - beta loses its digits in f32, for beta2 one part in 20,000.
    const [correction1, correction2] = [1 - betas[0] ** this.#steps, 1 - betas[1] ** this.#steps];
    this.#hyper?.write(Float32Array.of(lr, correction1, Math.sqrt(correction2)));
    for (const [name, parameter] of Object.entries(this.#parameters)) {
      const launch: Launch = {
        code,
        reads: ["gradient", "hyper"],
        updates: ["parameter", "m", "v"],
        writes: {},
        params: {
          size: parameter.size,
          share1: float(1 - betas[0]),
          beta2: float(betas[1]),
          share2: float(1 - betas[1]),
          eps: float(eps),
          weightDecay: float(weightDecay),
        },
        constants: { DECOUPLED: Number(this.#decoupled) },
        grid: linear(parameter.size / 4),
      };
      const { m, v } = this.#moments[name]!;
      execute(this.#name, [launch], { gradient: gradients[name]!, hyper: this.#hyper!, parameter, m, v });
    }
  }

  stateDict(): OptimizerState {
    const tensors = Object.entries(this.#moments).flatMap(([name, { m, v }]) => [
      [`${name}.exp_avg`, m] as const,
      [`${name}.exp_avg_sq`, v] as const,
    ]);
    return { steps: this.#steps, tensors: Object.fromEntries(tensors) };
  }

  loadStateDict({ steps, tensors }: OptimizerState<HostTensor>): void {
    checkSteps(steps);
    fillTensors("loadStateDict", "optimiser", this.stateDict().tensors, tensors);
    this.#steps = steps;
  }

  dispose(): void {
    for (const { m, v } of Object.values(this.#moments)) for (const tensor of [m, v]) tensor.dispose();
    this.#hyper?.dispose();
  }
}

/** Adam whose weight decay acts on the parameters themselves. @see Loshchilov and Hutter 2019; PyTorch `optim.AdamW` */
export class AdamW extends Adam {
  constructor(parameters: NamedTensors, options: AdamOptions = {}) {
    super(parameters, options, true);
  }
}
