import {
  type Device,
  float,
  keep,
  type Launch,
  linearGrid,
  type Tensor,
  tensor,
  zeros,
} from "@equipoise/tensor";
import code from "./clock.wgsl";
import type { StepOptions } from "./optimizer.ts";

/** What changes from step to step, on the device: the learning rate, and the count of steps with what follows from it. */
export class Clock {
  readonly #rate: Tensor;
  /** `[]`, steps made. */
  readonly steps: Tensor;
  /** `[]`, 0: what `skip` is where a step has none. */
  readonly #never: Tensor;
  readonly #betas: readonly [number, number];
  #lr: number;

  constructor(device: Device, lr: number, betas: readonly [number, number] = [0, 0]) {
    this.#lr = lr;
    this.#betas = betas;
    this.#rate = keep(tensor(device, [lr], []));
    this.steps = keep(zeros(device, []));
    this.#never = keep(zeros(device, []));
  }

  set rate(lr: number) {
    if (lr !== this.#lr) this.#rate.write(Float32Array.of(lr));
    this.#lr = lr;
  }

  /** The tensors that {@link tick} works on. */
  tensors({ skip = this.#never }: StepOptions): Readonly<Record<string, Tensor>> {
    return { rate: this.#rate, skip, steps: this.steps };
  }

  /** The launch that counts a step and makes `now`: the learning rate, whether to skip, and both bias corrections. */
  tick(): Launch {
    const [beta1, beta2] = this.#betas;
    // Logarithms in float64 here: in f32 1 - beta loses its digits, for beta2 one part in 20,000.
    const params = { log1: float(Math.log(beta1)), log2: float(Math.log(beta2)) };
    return {
      code,
      reads: ["rate", "skip"],
      updates: ["steps"],
      writes: { now: { shape: [5] } },
      params,
      grid: linearGrid(1),
    };
  }

  dispose(): void {
    for (const tensor of [this.#rate, this.steps, this.#never]) tensor.dispose();
  }
}
