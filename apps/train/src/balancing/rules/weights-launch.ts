import { type Launch, linearGrid, type Param } from "@equipoise/tensor";

/** What a kernel that writes the weights reads of what a device rule names, and what it is told beside the tasks. */
interface WeightsLaunch {
  readonly reads: readonly string[];
  readonly params?: Readonly<Record<string, Param>>;
  readonly constants?: Readonly<Record<string, number>>;
}

/** The launch of a kernel that writes the weights, one invocation for each task. */
export const weightsLaunch = (code: string, tasks: number, launch: WeightsLaunch): Launch => ({
  code,
  updates: ["weights"],
  writes: {},
  grid: linearGrid(tasks),
  ...launch,
  params: { tasks, ...launch.params },
});
