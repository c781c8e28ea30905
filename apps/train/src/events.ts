/** A number for each task, by name. */
export type PerTask = Readonly<Record<string, number>>;

/** The first line of a run's log. */
export interface StartEvent {
  readonly event: "start";
  readonly tasks: readonly string[];
  /** Class names of each task that has classes, in label order. */
  readonly classes: Readonly<Record<string, readonly string[]>>;
  /** Images of each split. */
  readonly images: Readonly<Record<string, number>>;
  /** The complete configuration, as in `config.json`. */
  readonly config: unknown;
  readonly adapter: Readonly<Record<string, unknown>>;
  /** Trainable parameters of the network. */
  readonly parameters: number;
}

/** One step at the logging interval. */
export interface StepEvent {
  readonly event: "step";
  readonly epoch: number;
  readonly step: number;
  /** `null` for a task without a label in the batch, and where a loss was not finite and the step was skipped for it. */
  readonly losses: Readonly<Record<string, number | null>>;
  /** Weights of the step, of a balancer that sets them in every step; absent for others, whose stand in the periods. */
  readonly weights?: Readonly<Record<string, number | null>>;
  /** The weighted sum that was trained. */
  readonly overall: number | null;
  readonly lr: number;
  /** Milliseconds a step took, on average since the line before. */
  readonly ms: number;
  /** Steps skipped so far because a number was not finite; absent if there are none. */
  readonly skipped?: number;
}

/** The end of a balancer's period: every weight can be recomputed from the means before it. */
export interface PeriodEvent {
  readonly event: "period";
  readonly period: number;
  readonly epoch: number;
  readonly step: number;
  /** Mean of each task's loss over the period. */
  readonly means: PerTask;
  /** Mean of the weighted overall loss that was trained. */
  readonly overall: number;
  /** Weights in force in the period. */
  readonly trained: PerTask;
  /** Weights of the next period. */
  readonly weights: PerTask;
  readonly difficulty: PerTask | null;
  readonly beta: number;
  /** Tasks without a label in the period, whose mean is that of the period before; absent if there are none. */
  readonly carried?: readonly string[];
  /** In how many steps of the period each task had a label; absent in logs of earlier versions. */
  readonly labelled?: PerTask;
}

/** Metrics over a whole split; epoch 0 is before training. A metric with no valid pixel is `null`. */
export interface EvalEvent {
  readonly event: "eval";
  readonly epoch: number;
  /** Steps made by then; absent in logs of earlier versions. */
  readonly step?: number;
  readonly split: string;
  readonly losses: Readonly<Record<string, number | null>>;
  readonly metrics: Readonly<Record<string, Readonly<Record<string, number | null>>>>;
  /**
   * By task with classes, counts of pixels `[truth][predicted]`; the last column is for pixels that got no class. Absent in
   * logs of earlier versions.
   */
  readonly confusion?: Readonly<Record<string, readonly (readonly number[])[]>>;
}

/** The last line of a run that came to its end. */
export interface EndEvent {
  readonly event: "end";
  readonly epochs: number;
  readonly steps: number;
  readonly seconds: number;
  readonly imagesPerSecond: number;
  /** Bytes of GPU memory that tensors took at most. */
  readonly peakBytes: number;
  /** A hash of the names of all images in the order in which they were trained on; absent in logs of earlier versions. */
  readonly order?: string;
  /** Share of the time of training, 0..1, in which the device waited for data. */
  readonly waitingShare?: number;
}

/** A line of `events.jsonl`. */
export type RunEvent = StartEvent | StepEvent | PeriodEvent | EvalEvent | EndEvent;
