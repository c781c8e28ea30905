import { fillTensors, type HostTensor, type NamedTensors } from "@equipoise/nn";
import { add, assign, type Device, keep, type Tensor, zeros } from "@equipoise/tensor";
import { TaskFactors } from "./task-factors.ts";

/** A running average of each task's gradient by the shared parameters, for balancers that weigh these. */
export class AverageGradients {
  /** `[task][parameter]` */
  readonly averages: readonly (readonly Tensor[])[];
  readonly #names: readonly (readonly string[])[];
  readonly #keep: TaskFactors;
  readonly #add: TaskFactors;

  constructor(device: Device, tasks: readonly string[], shared: NamedTensors) {
    this.averages = tasks.map(() => Object.values(shared).map(({ shape }) => keep(zeros(device, shape))));
    this.#names = tasks.map((task) => Object.keys(shared).map((name) => `${task}.${name}`));
    this.#keep = new TaskFactors(device, tasks.length);
    this.#add = new TaskFactors(device, tasks.length);
  }

  /** Sets the factors of the step to come; a task with none keeps its average. */
  write(factors: readonly ({ readonly keep: number; readonly add: number } | undefined)[]): void {
    this.#keep.write(factors.map((factor) => factor?.keep ?? 1));
    this.#add.write(factors.map((factor) => factor?.add ?? 0));
  }

  /** Records `average <- keep average + add gradient`. @param gradients `[task][parameter]` */
  update(gradients: readonly (readonly Tensor[])[]): void {
    for (const [k, row] of this.averages.entries())
      for (const [i, average] of row.entries())
        assign(average, add(this.#keep.times(average, k), this.#add.times(gradients[k]![i]!, k)));
  }

  stateDict(): NamedTensors {
    return Object.fromEntries(
      this.averages.flatMap((row, k) => row.map((average, i) => [this.#names[k]![i]!, average] as const)),
    );
  }

  loadStateDict(state: Readonly<Record<string, HostTensor>>): void {
    fillTensors("loadStateDict", "balancer", this.stateDict(), state);
  }
}
