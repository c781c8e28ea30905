import { execute, float, keep, type Launch, linear, ShapeError, type Tensor, zeros } from "@equipoise/tensor";
import { fillTensors } from "../fill-tensors.ts";
import type { NamedTensors } from "../layer.ts";
import type { HostTensor } from "../safetensors/format.ts";
import { checkGradients, checkOption, checkSteps, type Optimizer, type OptimizerState } from "./optimizer.ts";
import code from "./sgd.wgsl";

export interface SgdOptions {
  /** Default 0. */
  readonly momentum?: number;
  /** Share of a gradient that does not enter the momentum; without momentum it has no effect. Default 0. */
  readonly dampening?: number;
  /** Default 0. */
  readonly weightDecay?: number;
  /** Default `false`. */
  readonly nesterov?: boolean;
}

/**
 * Stochastic gradient descent with momentum.
 *
 * @throws {ShapeError} if an option is out of its range, or Nesterov's variant lacks momentum or has dampening.
 * @see PyTorch `optim.SGD`
 */
export class Sgd implements Optimizer {
  readonly #parameters: NamedTensors;
  readonly #velocities: NamedTensors;
  readonly #hyper: Tensor | null;
  readonly #options: Required<SgdOptions>;
  #steps = 0;

  constructor(parameters: NamedTensors, options: SgdOptions = {}) {
    const { momentum = 0, dampening = 0, weightDecay = 0, nesterov = false } = options;
    checkOption("Sgd", "momentum", momentum);
    checkOption("Sgd", "weightDecay", weightDecay);
    if (nesterov && !(momentum > 0 && dampening === 0))
      throw new ShapeError("Sgd", "momentum and no dampening with nesterov", { momentum, dampening });
    this.#parameters = parameters;
    this.#options = { momentum, dampening: momentum > 0 ? dampening : 0, weightDecay, nesterov };
    this.#velocities = Object.fromEntries(
      Object.entries(parameters).map(([name, { device, shape }]) => [name, keep(zeros(device, shape))]),
    );
    const [first] = Object.values(parameters);
    this.#hyper = first ? keep(zeros(first.device, [2])) : null;
  }

  step(gradients: NamedTensors, lr: number): void {
    checkGradients("Sgd", this.#parameters, gradients);
    checkOption("Sgd", "lr", lr);
    const { momentum, dampening, weightDecay, nesterov } = this.#options;
    // The first step takes the gradient whole into the velocity, as PyTorch does.
    const share = this.#steps++ === 0 ? 1 : 1 - dampening;
    this.#hyper?.write(Float32Array.of(lr, share));
    for (const [name, parameter] of Object.entries(this.#parameters)) {
      const launch: Launch = {
        code,
        reads: ["gradient", "hyper"],
        updates: ["parameter", "velocity"],
        writes: {},
        params: { size: parameter.size, momentum: float(momentum), weightDecay: float(weightDecay) },
        constants: { NESTEROV: Number(nesterov) },
        grid: linear(parameter.size / 4),
      };
      const velocity = this.#velocities[name]!;
      execute("sgd", [launch], { gradient: gradients[name]!, hyper: this.#hyper!, parameter, velocity });
    }
  }

  stateDict(): OptimizerState {
    const tensors = Object.entries(this.#velocities).map(
      ([name, velocity]) => [`${name}.momentum_buffer`, velocity] as const,
    );
    return { steps: this.#steps, tensors: Object.fromEntries(tensors) };
  }

  loadStateDict({ steps, tensors }: OptimizerState<HostTensor>): void {
    checkSteps(steps);
    fillTensors("loadStateDict", "optimiser", this.stateDict().tensors, tensors);
    this.#steps = steps;
  }

  dispose(): void {
    for (const velocity of Object.values(this.#velocities)) velocity.dispose();
    this.#hyper?.dispose();
  }
}
