import { ShapeError, type Tensor } from "@equipoise/tensor";
import type { Mode } from "../layer.ts";

/** A task that a network predicts: its name, and how many channels that takes. */
export interface NetworkTask {
  readonly name: string;
  /** Classes of a segmentation; 1 for depth, 3 for normals. */
  readonly channels: number;
}

/** A network that predicts several tasks from one image. */
export interface MultiTaskNetwork {
  /**
   * @param x `[N, C, H, W]`
   * @returns by task name, `[N, channels, H, W]`
   */
  forward(x: Tensor, mode: Mode): Readonly<Record<string, Tensor>>;
}

/** @throws {ShapeError} if there is no task, or two of one name. */
export function checkTasks(network: string, tasks: readonly NetworkTask[]): void {
  const names = tasks.map(({ name }) => name);
  if (names.length === 0 || new Set(names).size < names.length)
    throw new ShapeError(network, "at least one task, each of another name", {
      tasks: names.join(", ") || "none",
    });
}

/** What `make` gives for each task, by its name. */
export const perTask = <T>(
  tasks: readonly NetworkTask[],
  make: (task: NetworkTask) => T,
): Readonly<Record<string, T>> => Object.fromEntries(tasks.map((task) => [task.name, make(task)]));

/** Height and width of `[N, C, H, W]`. */
export const spatial = ({ shape }: Tensor): readonly [height: number, width: number] => [
  shape[2]!,
  shape[3]!,
];
