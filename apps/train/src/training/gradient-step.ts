import {
  type AveragingBalancer,
  type Gram,
  LossError,
  type PerTask,
  type StepBalancer,
  type StepState,
} from "@equipoise/lsb";
import { type HostTensor, type NamedTensors, parametersByTask } from "@equipoise/nn";
import { type CapturedStep, capture, concat, keep, reshape, type Tensor, zeros } from "@equipoise/tensor";
import { GramMatrix } from "../balancing/gram.ts";
import { AverageGradients } from "./average-gradients.ts";
import type { BatchTensors } from "./batch-tensors.ts";
import { type StepParts, taskLosses } from "./step-parts.ts";
import { TaskFactors } from "./task-factors.ts";
import type { LatestStep, TrainingStep } from "./training-step.ts";

/** What the first half of a step leaves for the second. */
interface Look {
  /** The losses `[K]`, `labelled` `[K]`, the Gram matrix `[K * K]`, and whether to skip the step, one after another. */
  readonly told: Tensor;
  /** Gradients of each task's loss by the shared parameters, and by its own. */
  readonly shared: readonly (readonly Tensor[])[];
  readonly own: readonly (readonly Tensor[])[];
  /** What the forward pass changed, as it was. */
  readonly before: readonly Tensor[];
  /** Whether steps may have to be skipped. */
  readonly skips: boolean;
}

/**
 * A step whose weights follow from the tasks' gradients: K backward passes, of which the host is told the losses and
 * K x K products, and then the step by the weighted sum of the gradients.
 */
export class GradientStep implements TrainingStep {
  readonly #parts: StepParts;
  readonly #balancer: StepBalancer | AveragingBalancer;
  readonly #names: readonly string[];
  readonly #sharedNames: readonly string[];
  readonly #shared: readonly Tensor[];
  readonly #own: readonly NamedTensors[];
  readonly #gram: GramMatrix;
  readonly #averages: AverageGradients | null;
  readonly #weights: TaskFactors;
  readonly #heads: TaskFactors;
  /** `[]` */
  readonly #skip: Tensor;
  #look: CapturedStep<Look> | null = null;
  #average: CapturedStep<void> | null = null;
  #apply: CapturedStep<void> | null = null;
  #state: StepState;
  #latest: LatestStep = { losses: {}, weights: {} };

  constructor(parts: StepParts, balancer: StepBalancer | AveragingBalancer, state: StepState) {
    const { device, network } = parts;
    const names = parts.tasks.map(({ name }) => name);
    const { shared, own } = parametersByTask(network, names);
    this.#parts = parts;
    this.#balancer = balancer;
    this.#state = state;
    this.#names = names;
    this.#sharedNames = Object.keys(shared);
    this.#shared = Object.values(shared);
    this.#own = names.map((name) => own[name]!);
    this.#gram = new GramMatrix(
      device,
      names.length,
      this.#shared.map(({ size }) => size),
    );
    this.#averages = "average" in balancer ? new AverageGradients(device, names, shared) : null;
    this.#weights = new TaskFactors(device, names.length);
    this.#heads = new TaskFactors(device, names.length);
    this.#skip = keep(zeros(device, []));
  }

  get state(): StepState {
    return this.#state;
  }

  async run(batch: BatchTensors, lr: number): Promise<void> {
    const { device } = this.#parts;
    const look = (this.#look ??= await capture(device, () => this.#recordLook(batch)));
    const apply = (this.#apply ??= await capture(device, () => this.#recordApply(look.result)));
    look.run();
    const { losses, labelled, gram, skip } = this.#read(await look.result.told.read());
    this.#latest = { losses, weights: this.#state.weights };
    // A loss that is not finite ends the run where it may not be skipped: the balancer says how.
    const overflowed = skip && (this.#parts.skipped || Object.values(labelled).every(Number.isFinite));
    const trains = !overflowed && (await this.#balance(labelled, gram, lr));
    this.#skip.write(Float32Array.of(trains ? 0 : 1));
    apply.run();
  }

  /** Sets the weights of the step. @returns whether it can be made; where a step may not be skipped, it can. */
  async #balance(losses: PerTask, gram: Gram, learningRate: number): Promise<boolean> {
    try {
      const products = this.#averages ? await this.#averaged(losses) : gram;
      const { state, weights, heads } = this.#balancer.step(this.#state, {
        losses,
        gram: products,
        learningRate,
      });
      this.#state = state;
      this.#latest = { ...this.#latest, weights };
      this.#weights.write(this.#names.map((name) => weights[name]!));
      this.#heads.write(this.#names.map((name) => heads[name]!));
      return true;
    } catch (error) {
      if (!this.#parts.skipped || !(error instanceof LossError)) throw error;
      return false;
    }
  }

  /** The products of the averages, with this step's gradients in them. */
  async #averaged(losses: PerTask): Promise<Gram> {
    const averages = this.#averages!;
    if (!("average" in this.#balancer)) throw new TypeError("expected a balancer of averages");
    const factors = this.#balancer.average(this.#state, losses);
    averages.write(this.#names.map((name) => factors[name]));
    this.#average ??= await capture(this.#parts.device, () => {
      averages.update(this.#look!.result.shared);
      this.#gram.measure(averages.averages);
    });
    this.#average.run();
    return gramOf(this.#names, await this.#gram.result.read());
  }

  #recordLook(batch: BatchTensors): Look {
    const { precision, skipped } = this.#parts;
    const before = skipped?.remember() ?? [];
    const losses = taskLosses(this.#parts, batch);
    const targets = this.#own.map((own) => [...this.#shared, ...Object.values(own)]);
    const { rows, skip } = precision.gradientsOfEach(losses, targets);
    const shared = rows.map((row) => row.slice(0, this.#shared.length));
    const own = rows.map((row) => row.slice(this.#shared.length));
    if (!this.#averages) this.#gram.measure(shared);
    const gram = reshape(this.#gram.result, [this.#names.length ** 2]);
    const told = concat([...losses, batch.labelled, gram, ...(skip ? [reshape(skip, [1])] : [])], 0).detach();
    return { told, shared, own, before, skips: skip !== undefined };
  }

  #recordApply({ shared, own, before, skips }: Look): void {
    const { optimizer, precision, skipped } = this.#parts;
    const rows = this.#averages?.averages ?? shared;
    const sharedSums = this.#sharedNames.map(
      (name, i) => [name, this.#weights.sum(rows.map((row) => row[i]!))] as const,
    );
    const ownParts = this.#own.flatMap((parameters, k) =>
      Object.keys(parameters).map((name, i) => [name, this.#heads.times(own[k]![i]!, k)] as const),
    );
    optimizer.step(Object.fromEntries([...sharedSums, ...ownParts]), skips ? { skip: this.#skip } : {});
    precision.update();
    skipped?.conclude(this.#skip, before);
  }

  #read(told: ArrayLike<number>) {
    const size = this.#names.length;
    const numbers = Array.from(told);
    const losses: PerTask = Object.fromEntries(this.#names.map((name, k) => [name, numbers[k]!]));
    const labelled = Object.fromEntries(
      this.#names.flatMap((name, k) => (numbers[size + k] === 0 ? [] : [[name, numbers[k]!]])),
    );
    const gram = gramOf(this.#names, numbers.slice(2 * size));
    return { losses, labelled, gram, skip: (numbers[2 * size + size ** 2] ?? 0) !== 0 };
  }

  async latest(): Promise<LatestStep> {
    return this.#latest;
  }

  async check(): Promise<void> {}

  async end(): Promise<StepState> {
    return this.#state;
  }

  begin(state: StepState): void {
    this.#state = state;
  }

  stateDict(): NamedTensors {
    return this.#averages?.stateDict() ?? {};
  }

  loadStateDict(state: Readonly<Record<string, HostTensor>>): void {
    this.#averages?.loadStateDict(state);
  }
}

const gramOf = (tasks: readonly string[], products: ArrayLike<number>): Gram =>
  Object.fromEntries(
    tasks.map((row, j) => [
      row,
      Object.fromEntries(tasks.map((column, k) => [column, products[j * tasks.length + k]!])),
    ]),
  );
