import { MultiBar, Presets, type SingleBar } from "cli-progress";
import type { PerTask, RunEvent, StepEvent } from "./events.ts";
import { formatMetric, metricLabel } from "./metrics/index.ts";

/** What a person sees while a run goes on: a live bar in a terminal, a line for each event elsewhere. */
export interface Progress {
  /** Before a step, with the weights in force. */
  step(step: number, steps: number, weights: PerTask): void;
  event(event: RunEvent): void;
  stop(): void;
}

/** A stream that may be a terminal. */
type Output = NodeJS.WritableStream & { readonly isTTY?: boolean };

/** @param train how many images a step has, and of how many epochs the steps are */
export function createProgress(
  output: Output,
  { batchSize, epochs }: { readonly batchSize: number; readonly epochs: number },
): Progress {
  return output.isTTY ? new Bar(output, batchSize, epochs) : new Lines(output, batchSize);
}

class Bar implements Progress {
  readonly #bars: MultiBar;
  readonly #images: number;
  readonly #epochs: number;
  #bar: SingleBar | null = null;
  #status = { losses: "", speed: "", epoch: 1 };
  #weights: PerTask = {};

  constructor(output: Output, images: number, epochs: number) {
    this.#images = images;
    this.#epochs = epochs;
    const format = "{bar} {percentage}% | epoch {epoch} | {eta_formatted} left{speed}{losses}";
    const options = {
      format,
      stream: output,
      hideCursor: true,
      etaBuffer: 40,
      barsize: 20,
      clearOnComplete: true,
      // As long as no step has been made nothing is known, which is no number here.
      formatTime: (left: unknown) => (Number.isFinite(left) ? clock(Number(left)) : "?"),
    };
    // A set of one bar: only a set can print lines above it.
    this.#bars = new MultiBar(options, Presets.shades_classic);
  }

  step(step: number, steps: number, weights: PerTask): void {
    this.#weights = weights;
    this.#status = { ...this.#status, epoch: Math.floor(((step - 1) * this.#epochs) / steps) + 1 };
    // A run that goes on has not made the steps before in no time.
    this.#bar ??= this.#bars.create(steps, step - 1, this.#status);
    this.#bar.update(step - 1, this.#status);
  }

  event(event: RunEvent): void {
    if (event.event === "step")
      this.#status = {
        ...this.#status,
        speed: ` | ${(this.#images / (event.ms / 1000)).toFixed(1)} images/s`,
        losses: ` | ${lossesAndWeights(event, this.#weights)}`,
      };
    if (event.event === "eval") this.#bars.log(`${evaluationLine(event)}\n`);
  }

  stop(): void {
    // Lines wait for the next drawing, and stopping is none.
    this.#bars.update();
    this.#bars.stop();
  }
}

class Lines implements Progress {
  readonly #output: Output;
  readonly #images: number;
  #steps = 0;
  #weights: PerTask = {};

  constructor(output: Output, images: number) {
    this.#output = output;
    this.#images = images;
  }

  step(_step: number, steps: number, weights: PerTask): void {
    this.#steps = steps;
    this.#weights = weights;
  }

  event(event: RunEvent): void {
    if (event.event === "eval") this.#output.write(`${evaluationLine(event)}\n`);
    if (event.event !== "step") return;
    const { epoch, step, ms } = event;
    const left = clock(((this.#steps - step) * ms) / 1000);
    const speed = (this.#images / (ms / 1000)).toFixed(1);
    this.#output.write(
      `epoch ${epoch} step ${step}/${this.#steps} | ${lossesAndWeights(event, this.#weights)} | ${speed} images/s | ${left} left\n`,
    );
  }

  stop(): void {}
}

/** @param inForce the weights, where the step does not tell its own */
const lossesAndWeights = ({ losses, weights }: StepEvent, inForce: PerTask): string =>
  Object.entries(losses)
    .map(([task, loss]) => `${task} ${shortOrNone(loss)} x${shortOrNone((weights ?? inForce)[task] ?? null)}`)
    .join("  ");

function evaluationLine({ epoch, split, metrics }: Extract<RunEvent, { event: "eval" }>): string {
  const tasks = Object.entries(metrics).map(([task, values]) => {
    const shown = Object.entries(values)
      .slice(0, 2)
      .map(([name, value]) => `${metricLabel(name)} ${formatMetric(name, value)}`);
    return `${task}: ${shown.join(", ")}`;
  });
  return `${epoch === 0 ? "before training" : `after epoch ${epoch}`}, ${split} | ${tasks.join(" | ")}`;
}

const shortOrNone = (value: number | null): string => value?.toPrecision(3) ?? "-";

/** Minutes and whole seconds, `1:05`. */
export function clock(time: number): string {
  const seconds = Math.round(time);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
