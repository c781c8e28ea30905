import { LossError, type PerTask, type StepBalancer, type StepState } from "@equipoise/lsb";
import type { HostTensor, NamedTensors } from "@equipoise/nn";
import {
  add,
  type Device,
  execute,
  float,
  keep,
  linearGrid,
  type Tensor,
  tensor,
  zeros,
} from "@equipoise/tensor";
import admit from "./admit.wgsl";
import type { DeviceRule } from "./device-rule.ts";
import { PeriodMeter } from "./period-meter.ts";
import type { SeenStep, Weighing } from "./weighing.ts";

/** A balancer that has new weights in every step, worked out on the device. */
export interface RuleOptions {
  /** The definition, which turns periods and words refusals. */
  readonly balancer: StepBalancer;
  /** Its arithmetic on the device. */
  readonly rule: DeviceRule;
  /** What a finite loss counts as that is below it; null: nothing. */
  readonly floor: number | null;
  /** Whether losses have to be above 0. */
  readonly positive: boolean;
  /** For what is learned; null: the network's, step by step. */
  readonly learningRate: number | null;
}

const tooSmall = "Set a floor of 1e-30 or more";
const lowest = -3.4028234663852886e38;

/** Weights that a rule makes anew in every step, by a few numbers of arithmetic on the device. */
export class RuleWeighing implements Weighing {
  readonly lookBack?: (step: SeenStep, after: Tensor, skip?: Tensor) => void;
  readonly #tasks: readonly string[];
  readonly #options: RuleOptions;
  readonly #meter: PeriodMeter;
  /** What launches name; see {@link DeviceRule}. */
  readonly #tensors: Readonly<Record<"weights" | "memory" | "order" | "rate" | "never" | "after", Tensor>>;
  /** As in the kernel. */
  readonly #admission: Readonly<Record<"admitted" | "refusal" | "spoilt" | "refused", Tensor>>;
  #lr = 0;

  constructor(device: Device, tasks: readonly string[], options: RuleOptions) {
    const { rule, learningRate } = options;
    const size = tasks.length;
    const order = Uint32Array.from(tasks.toSorted(), (task) => tasks.indexOf(task));
    const numbers = (...shape: number[]) => keep(zeros(device, shape));
    this.#tasks = tasks;
    this.#options = options;
    this.#meter = new PeriodMeter(device, tasks);
    this.#tensors = {
      weights: numbers(size),
      memory: numbers(Math.max(1, rule.rows), size),
      order: keep(tensor(device, order, [size])),
      rate: numbers(),
      never: numbers(),
      after: numbers(size),
    };
    this.#admission = {
      admitted: numbers(size),
      refusal: numbers(),
      spoilt: numbers(),
      refused: numbers(3, size),
    };
    if (learningRate !== null) this.#write(learningRate);
    if (rule.hindsight) this.lookBack = (step, after, skip) => this.#lookBack(step, after, skip);
  }

  setLearningRate(lr: number): void {
    if (this.#options.learningRate === null && lr !== this.#lr) this.#write(lr);
  }

  weigh(step: SeenStep): { readonly weights: Tensor; readonly refusal: Tensor } {
    const { refusal, admitted } = this.#admission;
    this.#admit(step, admitted);
    this.#launch(step, this.#options.rule.weigh(this.#tasks.length));
    return { weights: this.#tensors.weights, refusal };
  }

  learn(step: SeenStep, skip?: Tensor): void {
    const { admitted } = this.#admission;
    const { weights } = this.#tensors;
    this.#launch(step, this.#options.rule.learn?.(this.#tasks.length) ?? [], skip);
    this.#meter.add({ losses: admitted, labelled: step.labelled, weights }, skip);
  }

  #lookBack(step: SeenStep, after: Tensor, skip?: Tensor): void {
    const { spoilt } = this.#admission;
    this.#admit({ ...step, losses: after }, this.#tensors.after);
    // Of losses that cannot be weighed nothing is learned either: the step itself is made by now.
    this.#launch(step, this.#options.rule.hindsight!(this.#tasks.length), skip ? add(skip, spoilt) : spoilt);
  }

  async latest(): Promise<PerTask> {
    const weights = await this.#tensors.weights.read();
    return Object.fromEntries(this.#tasks.map((task, k) => [task, weights[k]!]));
  }

  async check(state: StepState): Promise<void> {
    const size = this.#tasks.length;
    const { balancer } = this.#options;
    const refused = await this.#admission.refused.read();
    for (const [k, task] of this.#tasks.entries()) {
      const [count, loss, steps] = [refused[k]!, refused[size + k]!, refused[2 * size + k]!];
      if (count === 0) continue;
      balancer.step({ ...state, seen: { ...state.seen, steps } }, { losses: { [task]: loss } });
      // Float64 of the definition tells from 0 what f32 does not.
      const facts = { task, period: state.period, step: steps + 1, loss };
      throw new LossError(balancer.name, "a loss, or a floor, that f32 tells from 0", facts, tooSmall);
    }
  }

  async end(state: StepState): Promise<StepState> {
    const [seen, weights, memory] = [this.#meter.end(), this.latest(), this.#tensors.memory.read()];
    return {
      ...state,
      seen: await seen,
      weights: await weights,
      own: this.#options.rule.unpack(await memory, this.#tasks),
    };
  }

  begin({ own }: StepState): void {
    const { rows, pack } = this.#options.rule;
    if (rows > 0) this.#tensors.memory.write(Float32Array.from(pack(own, this.#tasks)));
    this.#admission.refused.write(new Float32Array(3 * this.#tasks.length));
  }

  stateDict(): NamedTensors {
    const { memory, weights } = this.#tensors;
    return { ...this.#meter.stateDict(), memory, weights };
  }

  loadStateDict(state: Readonly<Record<string, HostTensor>>): void {
    for (const [name, tensor] of Object.entries(this.stateDict()))
      tensor.write(Float32Array.from(state[name]!.data, Number));
  }

  #admit({ losses, labelled }: SeenStep, admitted: Tensor): void {
    const { floor, positive } = this.#options;
    const launch = {
      code: admit,
      reads: ["losses", "labelled", "totals"],
      updates: ["admitted", "refusal", "spoilt", "refused"],
      writes: {},
      params: { tasks: this.#tasks.length, floor: float(floor ?? lowest), positive: Number(positive) },
      grid: linearGrid(1),
    };
    const { refusal, spoilt, refused } = this.#admission;
    const { totals } = this.#meter;
    execute("balancer", [launch], { losses, labelled, totals, admitted, refusal, spoilt, refused });
  }

  #launch({ labelled }: SeenStep, launches: ReturnType<DeviceRule["weigh"]>, skip?: Tensor): void {
    if (launches.length === 0) return;
    const { never, ...tensors } = this.#tensors;
    const { admitted } = this.#admission;
    execute("balancer", launches, { ...tensors, losses: admitted, labelled, skip: skip ?? never });
  }

  #write(lr: number): void {
    this.#lr = lr;
    this.#tensors.rate.write(Float32Array.of(lr));
  }
}
