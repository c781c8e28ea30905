import type { PerTask, StepState } from "@equipoise/lsb";
import { fillTensors, type HostTensor, type NamedTensors } from "@equipoise/nn";
import {
  add,
  assign,
  type Device,
  execute,
  expand,
  keep,
  type Tensor,
  tensor,
  where,
  zeros,
} from "@equipoise/tensor";
import { Admission, type AdmissionOptions } from "./admission.ts";
import type { DeviceRule } from "./device-rule.ts";
import { PeriodMeter } from "./period-meter.ts";
import type { SeenStep, Weighing } from "./weighing.ts";

/** A balancer that has new weights in every step, worked out on the device. */
export interface RuleOptions extends AdmissionOptions {
  /** The balancer's arithmetic on the device; `balancer` is the definition, which turns periods too. */
  readonly rule: DeviceRule;
  /** For what is learned; null: the network's, step by step. */
  readonly learningRate: number | null;
}

/** Weights that a rule makes anew in every step, by a few numbers of arithmetic on the device. */
export class RuleWeighing implements Weighing {
  readonly lookBack?: (step: SeenStep, after: Tensor, skip?: Tensor) => void;
  readonly #tasks: readonly string[];
  readonly #options: RuleOptions;
  readonly #meter: PeriodMeter;
  /** What launches name; see {@link DeviceRule}. */
  readonly #tensors: Readonly<
    Record<"weights" | "memory" | "order" | "rate" | "never" | "losses" | "after", Tensor>
  >;
  readonly #admission: Admission;
  /** `[K]`, the weights of the latest step that was not skipped. */
  readonly #made: Tensor;
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
      losses: numbers(size),
      after: numbers(size),
    };
    this.#admission = new Admission(device, tasks, options);
    this.#made = numbers(size);
    if (learningRate !== null) this.#write(learningRate);
    if (rule.hindsight) this.lookBack = (step, after, skip) => this.#lookBack(step, after, skip);
  }

  setLearningRate(lr: number): void {
    if (this.#options.learningRate === null && lr !== this.#lr) this.#write(lr);
  }

  weigh(step: SeenStep): { readonly weights: Tensor; readonly refusal: Tensor } {
    const { weights, losses } = this.#tensors;
    this.#admission.admit(step, this.#meter.totals, losses);
    this.#launch(step, this.#options.rule.weigh(this.#tasks.length));
    return { weights, refusal: this.#admission.refusal };
  }

  learn(step: SeenStep, skip?: Tensor): void {
    const { weights, losses } = this.#tensors;
    this.#launch(step, this.#options.rule.learn?.(this.#tasks.length) ?? [], skip);
    this.#meter.add({ losses, labelled: step.labelled, weights }, skip);
    assign(this.#made, skip ? where(expand(skip, weights.shape), this.#made, weights) : weights);
  }

  #lookBack(step: SeenStep, after: Tensor, skip?: Tensor): void {
    const { spoilt } = this.#admission;
    this.#admission.admit({ ...step, losses: after }, this.#meter.totals, this.#tensors.after);
    // Of losses that cannot be weighed nothing is learned either: the step itself is made by now.
    this.#launch(step, this.#options.rule.hindsight!(this.#tasks.length), skip ? add(skip, spoilt) : spoilt);
  }

  latest(): Promise<PerTask> {
    return this.#perTask(this.#tensors.weights);
  }

  check(state: StepState): Promise<void> {
    return this.#admission.check(state);
  }

  async end(state: StepState): Promise<StepState> {
    const { memory } = this.#tensors;
    const [seen, weights, own] = await Promise.all([
      this.#meter.end(),
      this.#perTask(this.#made),
      memory.read(),
    ]);
    return { ...state, seen, weights, own: this.#options.rule.unpack(own, this.#tasks) };
  }

  begin({ own, weights }: StepState): void {
    const { rows, pack } = this.#options.rule;
    this.#made.write(Float32Array.from(this.#tasks, (task) => weights[task]!));
    if (rows > 0) this.#tensors.memory.write(Float32Array.from(pack(own, this.#tasks)));
    this.#admission.begin();
  }

  stateDict(): NamedTensors {
    return { ...this.#meter.stateDict(), memory: this.#tensors.memory, weights: this.#made };
  }

  loadStateDict(state: Readonly<Record<string, HostTensor>>): void {
    fillTensors("loadStateDict", "balancer", this.stateDict(), state);
  }

  #launch({ labelled }: SeenStep, launches: ReturnType<DeviceRule["weigh"]>, skip?: Tensor): void {
    if (launches.length === 0) return;
    const { never, ...tensors } = this.#tensors;
    execute("balancer", launches, { ...tensors, labelled, skip: skip ?? never });
  }

  async #perTask(tensor: Tensor): Promise<PerTask> {
    const values = await tensor.read();
    return Object.fromEntries(this.#tasks.map((task, k) => [task, values[k]!]));
  }

  #write(lr: number): void {
    this.#lr = lr;
    this.#tensors.rate.write(Float32Array.of(lr));
  }
}
