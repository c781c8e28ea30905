import type { PeriodSeen } from "@equipoise/lsb";
import { fillTensors, type HostTensor, type NamedTensors } from "@equipoise/nn";
import { type Device, execute, keep, linearGrid, type Tensor, zeros } from "@equipoise/tensor";
import code from "./period-meter.wgsl";

/** A step's losses, and what they were weighted by, each `[K]`. */
export interface MeteredStep {
  readonly losses: Tensor;
  /** 1 for a task with a labelled pixel in the batch, else 0. */
  readonly labelled: Tensor;
  readonly weights: Tensor;
}

/** Sums the tasks' losses over a period on the device: a step costs one dispatch, a period one read-back. */
export class PeriodMeter {
  readonly #tasks: readonly string[];
  /** `[5, K]`, as in the kernel. */
  readonly totals: Tensor;
  /** `[]`, 0. */
  readonly #never: Tensor;

  constructor(device: Device, tasks: readonly string[]) {
    this.#tasks = tasks;
    this.totals = keep(zeros(device, [5, tasks.length]));
    this.#never = keep(zeros(device, []));
  }

  /** Adds a step; a task without a label is left out, and so are all of a step whose `skip`, a scalar, is not 0. */
  add(step: MeteredStep, skip: Tensor = this.#never): void {
    const { losses, labelled, weights } = step;
    const tasks = this.#tasks.length;
    const launch = {
      code,
      reads: ["losses", "labelled", "weights", "skip"],
      updates: ["totals"],
      writes: {},
      params: { tasks },
      grid: linearGrid(tasks),
    };
    execute("periodMeter", [launch], { losses, labelled, weights, skip, totals: this.totals });
  }

  /** Reads what the period has seen and starts the next. */
  async end(): Promise<PeriodSeen> {
    const totals = await this.totals.read();
    this.totals.write(new Float32Array(totals.length));
    const row = (index: number) =>
      Object.fromEntries(
        this.#tasks.map((name, k) => [name, totals[index * this.#tasks.length + k]!] as const),
      );
    const [sums, counts, weights, weighted, steps] = [0, 1, 2, 3, 4].map(row);
    const overall = Object.values(weighted!).reduce((sum, value) => sum + value, 0);
    const [first] = Object.values(steps!);
    return { steps: first!, overall, sums: sums!, counts: counts!, weights: weights! };
  }

  stateDict(): NamedTensors {
    return { totals: this.totals };
  }

  loadStateDict(state: Readonly<Record<string, HostTensor>>): void {
    fillTensors("loadStateDict", "period", this.stateDict(), state);
  }
}
