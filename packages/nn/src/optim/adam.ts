import { execute, float, type Launch, linear, type Tensor, zeros } from "@equipoise/tensor";
import type { NamedTensors } from "../layer.ts";
import code from "./adam.wgsl";
import type { Optimizer } from "./optimizer.ts";

export interface AdamOptions {
  /** Decay of the means of gradients and of their squares; default 0.9 and 0.999. */
  readonly betas?: readonly [number, number];
  /** Default 1e-8. */
  readonly eps?: number;
  /** Default 0 for Adam, 0.01 for AdamW. */
  readonly weightDecay?: number;
}

/** Adam; weight decay adds to the gradients. @see Kingma and Ba 2015; PyTorch `optim.Adam` */
export class Adam implements Optimizer {
  readonly #parameters: NamedTensors;
  readonly #moments: Readonly<Record<string, { readonly m: Tensor; readonly v: Tensor }>>;
  readonly #hyper: Tensor;
  readonly #options: Required<AdamOptions>;
  readonly #decoupled: boolean;
  #steps = 0;

  constructor(parameters: NamedTensors, options: AdamOptions = {}, decoupled = false) {
    const { betas = [0.9, 0.999], eps = 1e-8, weightDecay = decoupled ? 0.01 : 0 } = options;
    this.#parameters = parameters;
    this.#options = { betas, eps, weightDecay };
    this.#decoupled = decoupled;
    const like = ({ device, shape }: Tensor) => zeros(device, shape);
    this.#moments = Object.fromEntries(
      Object.entries(parameters).map(([name, tensor]) => [name, { m: like(tensor), v: like(tensor) }]),
    );
    this.#hyper = zeros(Object.values(parameters)[0]!.device, [3]);
  }

  step(gradients: NamedTensors, lr: number): void {
    const { betas, eps, weightDecay } = this.#options;
    this.#steps++;
    // In float64 here, as 1 - beta^t loses its digits in f32.
    const [correction1, correction2] = [1 - betas[0] ** this.#steps, 1 - betas[1] ** this.#steps];
    this.#hyper.write(Float32Array.of(lr, correction1, Math.sqrt(correction2)));
    for (const [name, parameter] of Object.entries(this.#parameters)) {
      const launch: Launch = {
        code,
        reads: ["gradient", "hyper"],
        updates: ["parameter", "m", "v"],
        writes: {},
        params: {
          size: parameter.size,
          beta1: float(betas[0]),
          beta2: float(betas[1]),
          eps: float(eps),
          weightDecay: float(weightDecay),
        },
        constants: { DECOUPLED: Number(this.#decoupled) },
        grid: linear(parameter.size),
      };
      execute("adam", [launch], {
        gradient: gradients[name]!,
        hyper: this.#hyper,
        parameter,
        ...this.#moments[name]!,
      });
    }
  }
}

/** Adam whose weight decay acts on the parameters themselves. @see Loshchilov and Hutter 2019; PyTorch `optim.AdamW` */
export class AdamW extends Adam {
  constructor(parameters: NamedTensors, options: AdamOptions = {}) {
    super(parameters, options, true);
  }
}
