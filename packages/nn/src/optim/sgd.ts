import { execute, float, type Launch, linear, type Tensor, zeros } from "@equipoise/tensor";
import type { NamedTensors } from "../layer.ts";
import type { Optimizer } from "./optimizer.ts";
import code from "./sgd.wgsl";

export interface SgdOptions {
  /** Default 0. */
  readonly momentum?: number;
  /** Default 0. */
  readonly dampening?: number;
  /** Default 0. */
  readonly weightDecay?: number;
  /** Default `false`. */
  readonly nesterov?: boolean;
}

/** Stochastic gradient descent with momentum. @see PyTorch `optim.SGD` */
export class Sgd implements Optimizer {
  readonly #parameters: NamedTensors;
  readonly #velocities: NamedTensors;
  readonly #hyper: Tensor;
  readonly #options: Required<SgdOptions>;
  #steps = 0;

  constructor(parameters: NamedTensors, options: SgdOptions = {}) {
    const { momentum = 0, dampening = 0, weightDecay = 0, nesterov = false } = options;
    this.#parameters = parameters;
    this.#options = { momentum, dampening, weightDecay, nesterov };
    this.#velocities = Object.fromEntries(
      Object.entries(parameters).map(([name, { device, shape }]) => [name, zeros(device, shape)]),
    );
    this.#hyper = zeros(Object.values(parameters)[0]!.device, [2]);
  }

  step(gradients: NamedTensors, lr: number): void {
    const { momentum, dampening, weightDecay, nesterov } = this.#options;
    this.#hyper.write(Float32Array.of(lr, Number(this.#steps++ === 0)));
    for (const [name, parameter] of Object.entries(this.#parameters)) {
      const launch: Launch = {
        code,
        reads: ["gradient", "hyper"],
        updates: ["parameter", "velocity"],
        writes: {},
        params: {
          size: parameter.size,
          momentum: float(momentum),
          dampening: float(dampening),
          weightDecay: float(weightDecay),
        },
        constants: { NESTEROV: Number(nesterov) },
        grid: linear(parameter.size),
      };
      const velocity = this.#velocities[name]!;
      execute("sgd", [launch], { gradient: gradients[name]!, hyper: this.#hyper, parameter, velocity });
    }
  }
}
