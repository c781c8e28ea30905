import type { PeriodSums } from "@equipoise/lsb";
import type { HostTensor, NamedTensors } from "@equipoise/nn";
import { type Device, execute, linearGrid, type Tensor, zeros } from "@equipoise/tensor";
import code from "./period-meter.wgsl";

/** Sums the tasks' losses over a period on the device: a step costs one dispatch, a period one read-back. */
export class PeriodMeter {
  readonly #tasks: readonly string[];
  /** `[2, K]`: sums of losses, and of how many steps. */
  readonly #totals: Tensor;
  /** `[]`, 0. */
  readonly #never: Tensor;

  constructor(device: Device, tasks: readonly string[]) {
    this.#tasks = tasks;
    this.#totals = zeros(device, [2, tasks.length]);
    this.#never = zeros(device, []);
  }

  /**
   * Adds a step's losses `[K]`; a task whose entry of `labelled` `[K]` is 0 is left out, and so are all of a step whose
   * `skip`, a scalar, is not 0.
   */
  add(losses: Tensor, labelled: Tensor, skip: Tensor = this.#never): void {
    const tasks = this.#tasks.length;
    const launch = {
      code,
      reads: ["losses", "labelled", "skip"],
      updates: ["totals"],
      writes: {},
      params: { tasks },
      grid: linearGrid(tasks),
    };
    execute("periodMeter", [launch], { losses, labelled, skip, totals: this.#totals });
  }

  /** Reads the sums of the period and starts the next. */
  async end(): Promise<PeriodSums> {
    const totals = await this.#totals.read();
    this.#totals.write(new Float32Array(totals.length));
    const row = (offset: number) =>
      Object.fromEntries(this.#tasks.map((name, k) => [name, totals[offset + k]!] as const));
    return { sums: row(0), counts: row(this.#tasks.length) };
  }

  stateDict(): NamedTensors {
    return { totals: this.#totals };
  }

  loadStateDict(state: Readonly<Record<string, HostTensor>>): void {
    this.#totals.write(Float32Array.from(state["totals"]!.data, Number));
  }
}
