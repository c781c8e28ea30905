import {
  execute,
  float,
  keep,
  type Launch,
  linearGrid,
  ShapeError,
  type Tensor,
  zeros,
} from "@equipoise/tensor";
import { fillTensors } from "../fill-tensors.ts";
import type { NamedTensors } from "../layer.ts";
import type { HostTensor } from "../safetensors/format.ts";
import { Clock } from "./clock.ts";
import {
  checkGradients,
  checkOption,
  checkParameters,
  checkSteps,
  type Optimizer,
  type StepOptions,
} from "./optimizer.ts";
import code from "./sgd.wgsl";

export interface SgdOptions {
  /** Learning rate of the steps until another is set; default 1e-3. */
  readonly lr?: number;
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
 * @throws {ShapeError} if an option is out of its range, Nesterov's variant lacks momentum or has dampening, or a
 *   parameter is not of f32.
 * @see PyTorch `optim.SGD`
 */
export class Sgd implements Optimizer {
  readonly #parameters: NamedTensors;
  readonly #velocities: NamedTensors;
  readonly #clock: Clock | null;
  readonly #options: Required<Omit<SgdOptions, "lr">>;

  constructor(parameters: NamedTensors, options: SgdOptions = {}) {
    const { lr = 1e-3, momentum = 0, dampening = 0, weightDecay = 0, nesterov = false } = options;
    checkOption("Sgd", "lr", lr);
    checkOption("Sgd", "momentum", momentum);
    checkOption("Sgd", "weightDecay", weightDecay);
    if (nesterov && !(momentum > 0 && dampening === 0))
      throw new ShapeError("Sgd", "momentum and no dampening with nesterov", { momentum, dampening });
    checkParameters("Sgd", parameters);
    this.#parameters = parameters;
    this.#options = { momentum, dampening: momentum > 0 ? dampening : 0, weightDecay, nesterov };
    this.#velocities = Object.fromEntries(
      Object.entries(parameters).map(([name, { device, shape }]) => [name, keep(zeros(device, shape))]),
    );
    const [first] = Object.values(parameters);
    this.#clock = first ? new Clock(first.device, lr) : null;
  }

  setLearningRate(lr: number): void {
    checkOption("Sgd", "lr", lr);
    if (this.#clock) this.#clock.rate = lr;
  }

  step(gradients: NamedTensors, options: StepOptions = {}): void {
    checkGradients("Sgd", this.#parameters, gradients);
    if (!this.#clock) return;
    const { momentum, dampening, weightDecay, nesterov } = this.#options;
    const launches: Launch[] = [this.#clock.tick()];
    const tensors: Record<string, Tensor> = { ...this.#clock.tensors(options) };
    for (const [name, parameter] of Object.entries(this.#parameters)) {
      Object.assign(tensors, { [`${name}.gradient`]: gradients[name]!, [`${name}.parameter`]: parameter });
      tensors[`${name}.velocity`] = this.#velocities[name]!;
      launches.push({
        code,
        reads: [`${name}.gradient`, "now"],
        updates: [`${name}.parameter`, `${name}.velocity`],
        writes: {},
        params: {
          size: parameter.size,
          momentum: float(momentum),
          share: float(1 - dampening),
          weightDecay: float(weightDecay),
        },
        constants: { NESTEROV: Number(nesterov) },
        grid: linearGrid(parameter.size / 4),
      });
    }
    execute("sgd", launches, tensors);
  }

  stateDict(): NamedTensors {
    const velocities = Object.entries(this.#velocities).map(
      ([name, velocity]) => [`${name}.momentum_buffer`, velocity] as const,
    );
    return { ...Object.fromEntries(velocities), ...(this.#clock && { step: this.#clock.steps }) };
  }

  loadStateDict(state: Readonly<Record<string, HostTensor>>): void {
    checkSteps(state);
    fillTensors("loadStateDict", "optimiser", this.stateDict(), state);
  }

  dispose(): void {
    for (const velocity of Object.values(this.#velocities)) velocity.dispose();
    this.#clock?.dispose();
  }
}
