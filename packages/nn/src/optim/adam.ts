import { execute, float, keep, type Launch, linearGrid, type Tensor, zeros } from "@equipoise/tensor";
import { fillTensors } from "../fill-tensors.ts";
import type { NamedTensors } from "../layer.ts";
import type { HostTensor } from "../safetensors/format.ts";
import code from "./adam.wgsl";
import { Clock } from "./clock.ts";
import {
  checkGradients,
  checkOption,
  checkParameters,
  checkSteps,
  type Optimizer,
  type StepOptions,
} from "./optimizer.ts";

export interface AdamOptions {
  /** Learning rate of the steps until another is set; default 1e-3. */
  readonly lr?: number;
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
 * @throws {ShapeError} if an option is out of its range, or a parameter is not of f32.
 * @see Kingma and Ba 2015; PyTorch `optim.Adam`
 */
export class Adam implements Optimizer {
  readonly #name: string;
  readonly #parameters: NamedTensors;
  readonly #moments: Readonly<Record<string, Moments>>;
  readonly #clock: Clock | null;
  readonly #options: Required<Omit<AdamOptions, "lr">>;
  readonly #decoupled: boolean;

  constructor(parameters: NamedTensors, options: AdamOptions = {}, decoupled = false) {
    const { lr = 1e-3, betas = [0.9, 0.999], eps = 1e-8, weightDecay = decoupled ? 0.01 : 0 } = options;
    this.#name = decoupled ? "AdamW" : "Adam";
    checkOption(this.#name, "lr", lr);
    checkOption(this.#name, "betas[0]", betas[0], 1);
    checkOption(this.#name, "betas[1]", betas[1], 1);
    checkOption(this.#name, "eps", eps);
    checkOption(this.#name, "weightDecay", weightDecay);
    checkParameters(this.#name, parameters);
    this.#parameters = parameters;
    this.#options = { betas, eps, weightDecay };
    this.#decoupled = decoupled;
    const like = ({ device, shape }: Tensor) => keep(zeros(device, shape));
    this.#moments = Object.fromEntries(
      Object.entries(parameters).map(([name, tensor]) => [name, { m: like(tensor), v: like(tensor) }]),
    );
    const [first] = Object.values(parameters);
    this.#clock = first ? new Clock(first.device, lr, betas) : null;
  }

  setLearningRate(lr: number): void {
    checkOption(this.#name, "lr", lr);
    if (this.#clock) this.#clock.rate = lr;
  }

  step(gradients: NamedTensors, options: StepOptions = {}): void {
    checkGradients(this.#name, this.#parameters, gradients);
    if (!this.#clock) return;
    const { betas, eps, weightDecay } = this.#options;
    const launches: Launch[] = [this.#clock.tick()];
    const tensors: Record<string, Tensor> = { ...this.#clock.tensors(options) };
    for (const [name, parameter] of Object.entries(this.#parameters)) {
      const { m, v } = this.#moments[name]!;
      Object.assign(tensors, { [`${name}.gradient`]: gradients[name]!, [`${name}.parameter`]: parameter });
      Object.assign(tensors, { [`${name}.m`]: m, [`${name}.v`]: v });
      launches.push({
        code,
        reads: [`${name}.gradient`, "now"],
        updates: [`${name}.parameter`, `${name}.m`, `${name}.v`],
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
        grid: linearGrid(parameter.size / 4),
      });
    }
    execute(this.#name, launches, tensors);
  }

  stateDict(): NamedTensors {
    const moments = Object.entries(this.#moments).flatMap(([name, { m, v }]) => [
      [`${name}.exp_avg`, m] as const,
      [`${name}.exp_avg_sq`, v] as const,
    ]);
    return { ...Object.fromEntries(moments), ...(this.#clock && { step: this.#clock.steps }) };
  }

  loadStateDict(state: Readonly<Record<string, HostTensor>>): void {
    checkSteps(state);
    fillTensors("loadStateDict", "optimiser", this.stateDict(), state);
  }

  dispose(): void {
    for (const { m, v } of Object.values(this.#moments)) for (const tensor of [m, v]) tensor.dispose();
    this.#clock?.dispose();
  }
}

/** Adam whose weight decay acts on the parameters themselves. @see Loshchilov and Hutter 2019; PyTorch `optim.AdamW` */
export class AdamW extends Adam {
  constructor(parameters: NamedTensors, options: AdamOptions = {}) {
    super(parameters, options, true);
  }
}
