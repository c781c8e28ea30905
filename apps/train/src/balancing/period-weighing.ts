import type { PerTask, StepState } from "@equipoise/lsb";
import type { HostTensor, NamedTensors } from "@equipoise/nn";
import { type Device, keep, type Tensor, zeros } from "@equipoise/tensor";
import { PeriodMeter } from "./period-meter.ts";
import type { SeenStep, Weighing } from "./weighing.ts";

/** Weights that stand for a period, written by the host: a step costs nothing but the sums of the losses. */
export class PeriodWeighing implements Weighing {
  readonly #tasks: readonly string[];
  /** `[K]`, the weights in force. */
  readonly #weights: Tensor;
  readonly #meter: PeriodMeter;

  constructor(device: Device, tasks: readonly string[]) {
    this.#tasks = tasks;
    this.#weights = keep(zeros(device, [tasks.length]));
    this.#meter = new PeriodMeter(device, tasks);
  }

  setLearningRate(): void {}

  weigh(): { readonly weights: Tensor } {
    return { weights: this.#weights };
  }

  learn(step: SeenStep, skip?: Tensor): void {
    this.#meter.add({ ...step, weights: this.#weights }, skip);
  }

  latest({ weights }: StepState): PerTask {
    return weights;
  }

  async check(): Promise<void> {}

  async end(state: StepState): Promise<StepState> {
    return { ...state, seen: await this.#meter.end() };
  }

  begin({ weights }: StepState): void {
    this.#weights.write(Float32Array.from(this.#tasks, (task) => weights[task]!));
  }

  stateDict(): NamedTensors {
    return this.#meter.stateDict();
  }

  loadStateDict(state: Readonly<Record<string, HostTensor>>): void {
    this.#meter.loadStateDict(state);
  }
}
