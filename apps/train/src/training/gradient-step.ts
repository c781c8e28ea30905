import {
  type AveragingBalancer,
  type Gram,
  LossError,
  type PerTask,
  type StepBalancer,
  type StepState,
} from "@equipoise/lsb";
import { type HostTensor, type NamedTensors, type ParametersByTask, parametersByTask } from "@equipoise/nn";
import { type CapturedStep, capture, keep, type Tensor, zeros } from "@equipoise/tensor";
import { GramMatrix } from "../balancing/gram.ts";
import type { GradientOptions } from "../balancing/method.ts";
import { AverageGradients } from "./average-gradients.ts";
import type { BatchTensors } from "./batch-tensors.ts";
import { type StepParts, taskLosses } from "./step-parts.ts";
import { TaskFactors } from "./task-factors.ts";
import { gramOf, recordTold, told } from "./told.ts";
import type { LatestStep, TrainingStep } from "./training-step.ts";

/** What the first half of a step leaves for the second. */
interface Look {
  readonly told: Tensor;
  /** Gradients `[task][parameter]` of each task's loss by the shared parameters, and by its own. */
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
  readonly #balancer: StepBalancer;
  /** For what the balancer learns; null: the network's. */
  readonly #learningRate: number | null;
  readonly #names: readonly string[];
  readonly #parameters: ParametersByTask;
  readonly #gram: GramMatrix;
  /** For a balancer that weighs averages of the gradients. */
  readonly #averaging: { readonly balancer: AveragingBalancer; readonly gradients: AverageGradients } | null;
  readonly #weights: TaskFactors;
  readonly #heads: TaskFactors;
  /** `[]` */
  readonly #skip: Tensor;
  #look: CapturedStep<Look> | null = null;
  #average: CapturedStep<void> | null = null;
  #apply: CapturedStep<void> | null = null;
  #state: StepState;
  #latest: LatestStep = { losses: {}, weights: {} };

  constructor(parts: StepParts, { balancer, learningRate }: GradientOptions, state: StepState) {
    const { device, network } = parts;
    const names = parts.tasks.map(({ name }) => name);
    const parameters = parametersByTask(network, names);
    const { shared } = parameters;
    const sizes = Object.values(shared).map(({ size }) => size);
    this.#parts = parts;
    this.#balancer = balancer;
    this.#learningRate = learningRate;
    this.#state = state;
    this.#names = names;
    this.#parameters = parameters;
    this.#gram = new GramMatrix(device, names.length, sizes);
    this.#averaging =
      "average" in balancer ? { balancer, gradients: new AverageGradients(device, names, shared) } : null;
    this.#weights = new TaskFactors(device, names.length);
    this.#heads = new TaskFactors(device, names.length);
    this.#skip = keep(zeros(device, []));
  }

  get state(): StepState {
    return this.#state;
  }

  async run(batch: BatchTensors, lr: number): Promise<void> {
    const { device, skipped } = this.#parts;
    const look = (this.#look ??= await capture(device, () => this.#recordLook(batch)));
    const apply = (this.#apply ??= await capture(device, () => this.#recordApply(look.result)));
    look.run();
    const { losses, labelled, gram, spoilt } = told(this.#names, await look.result.told.read());
    this.#latest = { losses, weights: this.#state.weights };
    // A loss that is not finite ends the run where it may not be skipped: the balancer says how.
    const skips = spoilt && (skipped || Object.values(labelled).every(Number.isFinite));
    const trains = !skips && (await this.#balance(labelled, gram, lr));
    this.#skip.write(Float32Array.of(trains ? 0 : 1));
    apply.run();
  }

  /** Sets the weights of the step. @returns whether it can be made; one that may not be skipped throws if not. */
  async #balance(losses: PerTask, gram: Gram, lr: number): Promise<boolean> {
    const learningRate = this.#learningRate ?? lr;
    try {
      const products = this.#averaging ? await this.#averaged(losses) : gram;
      const step = this.#balancer.step(this.#state, { losses, gram: products, learningRate });
      const { state, weights, heads } = step;
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

  /** The products of the averages, once this step's gradients are in them. */
  async #averaged(losses: PerTask): Promise<Gram> {
    const { balancer, gradients } = this.#averaging!;
    const factors = balancer.average(this.#state, losses);
    gradients.write(this.#names.map((name) => factors[name]));
    this.#average ??= await capture(this.#parts.device, () => {
      gradients.update(this.#look!.result.shared);
      this.#gram.measure(gradients.averages);
    });
    this.#average.run();
    return gramOf(this.#names, await this.#gram.result.read());
  }

  #recordLook(batch: BatchTensors): Look {
    const { precision, skipped } = this.#parts;
    const before = skipped?.remember() ?? [];
    const losses = taskLosses(this.#parts, batch);
    const sharedParameters = Object.values(this.#parameters.shared);
    const ownParameters = this.#names.map((name) => Object.values(this.#parameters.own[name]!));
    const targets = ownParameters.map((own) => [...sharedParameters, ...own]);
    const { rows, skip } = precision.gradientsOfEach(losses, targets);
    const shared = rows.map((row) => row.slice(0, sharedParameters.length));
    const own = rows.map((row) => row.slice(sharedParameters.length));
    if (!this.#averaging) this.#gram.measure(shared);
    const { labelled } = batch;
    const told = recordTold({ losses, labelled, gram: this.#gram.result, skip });
    return { told, shared, own, before, skips: skip !== undefined };
  }

  #recordApply({ shared, own, before, skips }: Look): void {
    const { optimizer, precision, skipped } = this.#parts;
    const rows = this.#averaging?.gradients.averages ?? shared;
    const sharedSums = Object.keys(this.#parameters.shared).map((name, i) => {
      return [name, this.#weights.sum(rows.map((row) => row[i]!))] as const;
    });
    const ownParts = this.#names.flatMap((task, k) =>
      Object.keys(this.#parameters.own[task]!).map((name, i) => {
        return [name, this.#heads.times(own[k]![i]!, k)] as const;
      }),
    );
    optimizer.step(Object.fromEntries([...sharedSums, ...ownParts]), skips ? { skip: this.#skip } : {});
    precision.update();
    skipped?.conclude(this.#skip, before);
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
    return this.#averaging?.gradients.stateDict() ?? {};
  }

  loadStateDict(state: Readonly<Record<string, HostTensor>>): void {
    this.#averaging?.gradients.loadStateDict(state);
  }
}
