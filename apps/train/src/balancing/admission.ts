import { LossError, type StepBalancer, type StepState } from "@equipoise/lsb";
import { type Device, execute, float, keep, linearGrid, type Tensor, zeros } from "@equipoise/tensor";
import code from "./admit.wgsl";
import type { SeenStep } from "./weighing.ts";

/** Which losses a rule is shown. */
export interface AdmissionOptions {
  /** The definition, which words refusals. */
  readonly balancer: StepBalancer;
  /** What a finite loss counts as that is below it; null: nothing. */
  readonly floor: number | null;
  /** Whether losses have to be above 0. */
  readonly positive: boolean;
}

const lowest = -3.4028234663852886e38;
const tooSmall = "Set a floor of 1e-30 or more";

/** Raises losses to a floor on the device, and notes those that cannot be weighed until the host asks for them. */
export class Admission {
  /** `[]`, of the latest losses: NaN if one was refused, else 0. */
  readonly refusal: Tensor;
  /** `[]`, the same as 1 or 0. */
  readonly spoilt: Tensor;
  readonly #tasks: readonly string[];
  readonly #options: AdmissionOptions;
  /** `[3, K]`, as in the kernel. */
  readonly #refused: Tensor;

  constructor(device: Device, tasks: readonly string[], options: AdmissionOptions) {
    this.#tasks = tasks;
    this.#options = options;
    this.refusal = keep(zeros(device, []));
    this.spoilt = keep(zeros(device, []));
    this.#refused = keep(zeros(device, [3, tasks.length]));
  }

  /**
   * Records it for the losses of a step.
   *
   * @param totals those of the period so far, as in the period's meter
   * @param admitted `[K]`, where they go
   */
  admit({ losses, labelled }: SeenStep, totals: Tensor, admitted: Tensor): void {
    const { floor, positive } = this.#options;
    const launch = {
      code,
      reads: ["losses", "labelled", "totals"],
      updates: ["admitted", "refusal", "spoilt", "refused"],
      writes: {},
      params: { tasks: this.#tasks.length, floor: float(floor ?? lowest), positive: Number(positive) },
      grid: linearGrid(1),
    };
    const { refusal, spoilt } = this;
    const refused = this.#refused;
    execute("balancer", [launch], { losses, labelled, totals, admitted, refusal, spoilt, refused });
  }

  /** @throws {LossError} naming the task and the step of the first loss that was refused, in the definition's words. */
  async check(state: StepState): Promise<void> {
    const size = this.#tasks.length;
    const { balancer } = this.#options;
    const refused = await this.#refused.read();
    for (const [k, task] of this.#tasks.entries()) {
      const [count, loss, steps] = [refused[k]!, refused[size + k]!, refused[2 * size + k]!];
      if (count === 0) continue;
      balancer.step({ ...state, seen: { ...state.seen, steps } }, { losses: { [task]: loss } });
      // Float64 of the definition tells from 0 what f32 does not.
      const facts = { task, period: state.period, step: steps + 1, loss };
      throw new LossError(balancer.name, "a loss, or a floor, that f32 tells from 0", facts, tooSmall);
    }
  }

  /** Forgets what was refused. */
  begin(): void {
    this.#refused.write(new Float32Array(3 * this.#tasks.length));
  }
}
