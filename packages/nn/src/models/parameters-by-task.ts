import type { Tensor } from "@equipoise/tensor";
import { holdsTensors, isPlain, type NamedTensors, parameters } from "../layer.ts";
import type { MultiTaskNetwork } from "./network.ts";

/** The parameters of a network by whom they serve, under their names in it. */
export interface ParametersByTask {
  /** Those of more than one task. */
  readonly shared: NamedTensors;
  /** By task, those that no other has: its head, its attention. */
  readonly own: Readonly<Record<string, NamedTensors>>;
}

/**
 * Tells the parameters that tasks share from those of a task alone, which stand in the network's fields under the
 * task's name; a tensor that stands under several is shared.
 *
 * @param tasks names of all that the network predicts
 */
export function parametersByTask(network: MultiTaskNetwork, tasks: readonly string[]): ParametersByTask {
  const owners = new Map<Tensor, Set<string>>();
  for (const branches of branchesOf(network, tasks))
    for (const [task, branch] of Object.entries(branches))
      for (const tensor of Object.values(parameters(branch)))
        owners.set(tensor, (owners.get(tensor) ?? new Set()).add(task));
  const ownerOf = (tensor: Tensor): string | null => {
    const [task = null, ...others] = owners.get(tensor) ?? [];
    return others.length === 0 ? task : null;
  };
  const all = Object.entries(parameters(network));
  const of = (task: string | null) =>
    Object.fromEntries(all.filter(([, tensor]) => ownerOf(tensor) === task));
  return { shared: of(null), own: Object.fromEntries(tasks.map((task) => [task, of(task)])) };
}

/** The fields of a network, at any depth, that hold a part for each task. */
function* branchesOf(part: object, tasks: readonly string[]): Generator<Readonly<Record<string, object>>> {
  for (const inner of Object.values(part).filter(holdsTensors)) {
    const branches = isPlain(inner) && Object.keys(inner).sort().join("\n") === tasks.toSorted().join("\n");
    if (branches)
      yield Object.fromEntries(Object.entries(inner).filter(([, branch]) => holdsTensors(branch)));
    else yield* branchesOf(inner, tasks);
  }
}
