import type { TaskInfo } from "../dataset.ts";
import { ignoredBy } from "../labels.ts";
import type { DenseKind, Target } from "../sample.ts";
import { ChannelMeter, type ChannelStatistics } from "./channel-statistics.ts";

interface Known {
  /** Of all images. */
  readonly pixels: number;
  /** Those that have a class or a value. */
  readonly labelled: number;
  /** Images without a labelled pixel. */
  readonly empty: { readonly images: number; readonly first: readonly string[] };
}

/** What is known of a task's targets, over the images of a split. */
export type TaskStatistics =
  | ({
      readonly kind: "classes";
      /** Pixels of each class, in the order of the classes. */
      readonly counts: readonly number[];
    } & Known)
  | ({ readonly kind: DenseKind; readonly channels: readonly ChannelStatistics[] } & Known);

/** Names that are given of images without a label. */
const named = 10;

/** Counts up the targets of a task; nothing but numbers is kept of them. */
export class TaskMeter {
  readonly #task: TaskInfo;
  readonly #counts: number[];
  readonly #channels: readonly ChannelMeter[];
  readonly #first: string[] = [];
  #pixels = 0;
  #labelled = 0;
  #empty = 0;

  constructor(task: TaskInfo) {
    this.#task = task;
    this.#counts = new Array<number>(task.kind === "classes" ? task.channels : 0).fill(0);
    this.#channels = Array.from(
      { length: task.kind === "classes" ? 0 : task.channels },
      () => new ChannelMeter(),
    );
  }

  /** @param name of the target's image */
  add(name: string, target: Target): void {
    const labelled = target.kind === "classes" ? this.#addLabels(target) : this.#addValues(target);
    this.#pixels += target.kind === "classes" ? target.labels.length : target.mask.length;
    this.#labelled += labelled;
    if (labelled > 0) return;
    this.#empty++;
    if (this.#first.length < named) this.#first.push(name);
  }

  result(): TaskStatistics {
    const known = {
      pixels: this.#pixels,
      labelled: this.#labelled,
      empty: { images: this.#empty, first: this.#first },
    };
    const { kind } = this.#task;
    if (kind === "classes") return { kind, ...known, counts: this.#counts };
    return { kind, ...known, channels: this.#channels.map((channel) => channel.result()) };
  }

  #addLabels({ labels }: Extract<Target, { kind: "classes" }>): number {
    const ignored = ignoredBy(labels);
    let labelled = 0;
    for (let i = 0; i < labels.length; i++) {
      const label = labels[i]!;
      if (label === ignored) continue;
      labelled++;
      this.#counts[label]! += 1;
    }
    return labelled;
  }

  #addValues({ values, mask }: Exclude<Target, { kind: "classes" }>): number {
    const pixels = mask.length;
    for (const [c, channel] of this.#channels.entries())
      channel.add(values.subarray(c * pixels, (c + 1) * pixels), mask);
    return mask.reduce((sum, known) => sum + known, 0);
  }
}
