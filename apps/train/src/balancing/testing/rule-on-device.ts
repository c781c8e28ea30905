import type { PerTask } from "@equipoise/lsb";
import {
  type CapturedStep,
  capture,
  concat,
  type Device,
  execute,
  type Tensor,
  tensor,
  zeros,
} from "@equipoise/tensor";
import type { DeviceRule } from "../device-rule.ts";
import type { RuleStep } from "./rule-step.ts";

/** A rule at work in a captured step, for tests: everything between its losses and its weights is on the device. */
export class RuleOnDevice<Own> {
  readonly #rule: DeviceRule<Own>;
  readonly #tasks: readonly string[];
  readonly #tensors: Readonly<Record<string, Tensor>>;
  readonly #step: CapturedStep<unknown>;

  private constructor(
    rule: DeviceRule<Own>,
    tasks: readonly string[],
    tensors: Readonly<Record<string, Tensor>>,
    step: CapturedStep<unknown>,
  ) {
    this.#rule = rule;
    this.#tasks = tasks;
    this.#tensors = tensors;
    this.#step = step;
  }

  static async start<Own>(
    device: Device,
    rule: DeviceRule<Own>,
    own: Own,
    tasks: readonly string[],
  ): Promise<RuleOnDevice<Own>> {
    const count = tasks.length;
    const perTask = () => zeros(device, [count]);
    const order = Uint32Array.from([...tasks].sort(), (task) => tasks.indexOf(task));
    const tensors = {
      losses: perTask(),
      labelled: perTask(),
      after: perTask(),
      weights: perTask(),
      order: tensor(device, order, [count]),
      rate: zeros(device, []),
      skip: zeros(device, []),
      ...(rule.rows > 0 && { memory: tensor(device, rule.pack(own, tasks), [rule.rows, count]) }),
    };
    const step = await capture(device, () => {
      execute("weigh", rule.weigh(count), tensors);
      if (rule.learn) execute("learn", rule.learn(count), tensors);
      if (rule.hindsight) execute("hindsight", rule.hindsight(count), tensors);
    });
    return new RuleOnDevice(rule, tasks, tensors, step);
  }

  /** The weights of each step. */
  async run(steps: readonly RuleStep[]): Promise<PerTask[]> {
    const kept = steps.map((step) => this.#weigh(step));
    const values = await concat(kept, 0).read();
    for (const made of kept) made.dispose();
    const count = this.#tasks.length;
    return steps.map((_, i) =>
      Object.fromEntries(this.#tasks.map((task, k) => [task, values[i * count + k]!])),
    );
  }

  #weigh({ losses, after, rate, skip }: RuleStep): Tensor {
    const { losses: before, after: later, labelled, weights, rate: lr, skip: skipped } = this.#tensors;
    // What stands in for a task without a label, and what the weights were, must not matter.
    const anything = [Number.NaN, 0, 1e30, -1e30];
    before!.write(Float32Array.from(this.#tasks, (task, k) => losses[task] ?? anything[k % 4]!));
    later!.write(Float32Array.from(this.#tasks, (task, k) => after[task] ?? anything[k % 4]!));
    labelled!.write(Float32Array.from(this.#tasks, (task) => (losses[task] === null ? 0 : 1)));
    weights!.write(new Float32Array(this.#tasks.length).fill(Number.NaN));
    lr!.write(Float32Array.of(rate));
    skipped!.write(Float32Array.of(skip ? 1 : 0));
    this.#step.run();
    return concat([weights!], 0);
  }

  async memory(): Promise<readonly number[]> {
    return [...((await this.#tensors["memory"]?.read()) ?? [])];
  }

  /** What the memory stands for. */
  async own(): Promise<Own> {
    return this.#rule.unpack(await this.memory(), this.#tasks);
  }

  remember(own: Own): void {
    this.#tensors["memory"]?.write(Float32Array.from(this.#rule.pack(own, this.#tasks)));
  }

  dispose(): void {
    this.#step.dispose();
    for (const made of Object.values(this.#tensors)) made.dispose();
  }
}
