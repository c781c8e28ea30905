import type { PerTask, StepState } from "@equipoise/lsb";
import { buffers, type HostTensor, type NamedTensors, parameters } from "@equipoise/nn";
import {
  add,
  assign,
  type CapturedStep,
  capture,
  concat,
  mul,
  noGrad,
  sum,
  type Tensor,
} from "@equipoise/tensor";
import type { SeenStep, Weighing } from "../balancing/weighing.ts";
import type { BatchTensors } from "./batch-tensors.ts";
import { type StepParts, taskLosses } from "./step-parts.ts";
import type { LatestStep, TrainingStep } from "./training-step.ts";

/** A step that trains Σ w_k L_k by one backward pass: recorded once, and nothing is read back. */
export class WeightedStep implements TrainingStep {
  readonly #parts: StepParts;
  readonly #weighing: Weighing;
  #state: StepState;
  /** Its result is `[K]`, the losses of the latest step. */
  #recorded: CapturedStep<Tensor> | null = null;

  constructor(parts: StepParts, weighing: Weighing, state: StepState) {
    this.#parts = parts;
    this.#weighing = weighing;
    this.#state = state;
    weighing.begin(state);
  }

  get state(): StepState {
    return this.#state;
  }

  async run(batch: BatchTensors, lr: number): Promise<void> {
    this.#recorded ??= await capture(this.#parts.device, () => this.#record(batch));
    this.#weighing.setLearningRate(lr);
    this.#recorded.run();
  }

  #record(batch: BatchTensors): Tensor {
    const { network, optimizer, precision, skipped } = this.#parts;
    const before = skipped?.remember() ?? [];
    const losses = concat(taskLosses(this.#parts, batch), 0);
    const seen = { losses, labelled: batch.labelled };
    const { weights, refusal } = this.#weighing.weigh(seen);
    const weighted = sum(mul(losses, weights));
    const overall = refusal ? add(weighted, refusal) : weighted;
    const trained = parameters(network);
    const { gradients, ...options } = precision.gradients(overall, Object.values(trained));
    const named = Object.fromEntries(Object.keys(trained).map((name, i) => [name, gradients[i]!]));
    optimizer.step(named, options);
    precision.update();
    // Of a step that half precision alone made overflow the losses are as good as of any, but it did nothing to them.
    const skip = skipped ? options.skip : undefined;
    if (skip) skipped?.conclude(skip, before);
    this.#lookBack(batch, seen, options.skip);
    // Last, as it counts the step.
    this.#weighing.learn(seen, skip);
    return losses.detach();
  }

  /** Shows the batch to a balancer that wants to know what the step did to its losses; nothing else changes by it. */
  #lookBack(batch: BatchTensors, seen: SeenStep, skip?: Tensor): void {
    if (!this.#weighing.lookBack) return;
    const running = Object.values(buffers(this.#parts.network)).filter(({ dtype }) => dtype === "f32");
    const before = running.map((buffer) => concat([buffer], 0));
    const after = noGrad(() => concat(taskLosses(this.#parts, batch), 0));
    this.#weighing.lookBack(seen, after, skip);
    for (const [i, buffer] of running.entries()) assign(buffer, before[i]!);
  }

  async latest(): Promise<LatestStep> {
    const [values, weights] = await Promise.all([
      this.#recorded!.result.read(),
      this.#weighing.latest(this.#state),
    ]);
    const losses: PerTask = Object.fromEntries(this.#parts.tasks.map(({ name }, k) => [name, values[k]!]));
    return { losses, weights };
  }

  check(): Promise<void> {
    return this.#weighing.check(this.#state);
  }

  end(): Promise<StepState> {
    return this.#weighing.end(this.#state);
  }

  begin(state: StepState): void {
    this.#state = state;
    this.#weighing.begin(state);
  }

  stateDict(): NamedTensors {
    return this.#weighing.stateDict();
  }

  loadStateDict(state: Readonly<Record<string, HostTensor>>): void {
    this.#weighing.loadStateDict(state);
  }
}
