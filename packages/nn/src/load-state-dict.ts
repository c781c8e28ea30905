import { fillTensors } from "./fill-tensors.ts";
import { stateDict } from "./layer.ts";
import type { HostTensor } from "./safetensors/format.ts";

/** Buffers that PyTorch saves and that have no use here. */
const ignored = /(^|\.)num_batches_tracked$/;

/**
 * Puts values into the parameters and buffers of a layer, in place. Nothing is changed unless all of them fit. Seeds,
 * which PyTorch does not save with a network, stay as they are where there is none.
 *
 * @throws {CheckpointError} if a name is missing or unknown, or a shape differs: they are those of another network.
 */
export function loadStateDict(layer: object, values: Readonly<Record<string, HostTensor>>): void {
  loadLayer("loadStateDict", "network", layer, values);
}

/**
 * As {@link loadStateDict}, which is one caller.
 *
 * @param caller begins messages
 * @param owner whose tensors they are: "network"
 */
export function loadLayer(
  caller: string,
  owner: string,
  layer: object,
  values: Readonly<Record<string, HostTensor>>,
): void {
  const given = Object.fromEntries(Object.entries(values).filter(([name]) => !ignored.test(name)));
  const wanted = Object.entries(stateDict(layer)).filter(
    ([name, { dtype }]) => dtype !== "u32" || Object.hasOwn(given, name),
  );
  fillTensors(caller, owner, Object.fromEntries(wanted), given);
}
