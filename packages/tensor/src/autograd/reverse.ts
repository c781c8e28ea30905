import type { Device } from "../device/device.ts";
import type { Storage } from "../device/storage.ts";
import type { Block } from "./block.ts";
import type { Node, Step } from "./node.ts";
import { sumOf } from "./sum-of.ts";

/** Where a reverse walk starts: a value, and its cotangent, one reference of which is taken over. */
export interface Start {
  readonly node: Node;
  dy(): Storage;
}

/**
 * Walks the graph backwards in the order it was made, visiting only what lies between the starts and the wanted nodes.
 *
 * @param since nodes that were made before this one are no part of the walk: their graph is another's
 * @returns the gradients of the wanted nodes that the starts depend on, a reference to each; perhaps one storage for
 *   several, or that of a cotangent
 * @throws {GraphError} if values are gone or have changed, {DeviceError} if a gradient would be too large; nothing is
 *   launched then.
 */
export function reverse(
  device: Device,
  starts: readonly Start[],
  wanted: readonly Node[],
  retainGraph: boolean,
  since = 0,
): Map<Node, Storage> {
  const found = new Map<Node, Storage>();
  const keep = new Set<Node>(wanted);
  const leads = leadsTo(
    starts.map(({ node }) => node),
    keep,
    since,
  );
  // A target itself is walked only where another lies behind it: the graph below stays whole for a later call.
  const nodes = [...leads]
    .filter((node): node is Step | Block => node.kind !== "leaf" && node.id >= since)
    .filter(({ inputs }) => [...inputs.values()].some((input) => leads.has(input)))
    .sort((a, b) => b.id - a.id);
  // Asked of all before anything is launched, so that a refusal leaves nothing half done.
  const walks = nodes.map((node) => [node, prepared(device, node, leads)] as const);
  for (const { node, dy } of starts) add(device, found, node, dy());
  for (const [node, walk] of walks) {
    const dy = found.get(node)!;
    walk(dy, found);
    if (!keep.has(node)) {
      found.delete(node);
      dy.release();
    }
    if (!retainGraph) node.releaseSaved();
  }
  for (const [node, storage] of found)
    if (!keep.has(node)) {
      found.delete(node);
      storage.release();
    }
  return found;
}

/** Adds the gradients of one node's inputs to those found so far. */
type Walk = (dy: Storage, found: Map<Node, Storage>) => void;

function prepared(device: Device, node: Step | Block, leads: ReadonlySet<Node>): Walk {
  const inputs = [...node.inputs].filter(([, input]) => leads.has(input));
  if (node.kind === "block") {
    node.expectSaved();
    return (dy, found) => {
      const made = node.pull(
        dy,
        inputs.map(([name]) => name),
      );
      for (const [name, input] of inputs) add(device, found, input, made.get(name)!);
    };
  }
  for (const [name] of inputs) device.expectRoom(node.op.name, node.pullbacks.get(name)!);
  const tensors = node.saved();
  return (dy, found) => {
    const borrowed = new Set([...tensors.keys(), "dy"]);
    tensors.set("dy", dy);
    for (const [name, input] of inputs) {
      const launches = node.pullbacks.get(name)!;
      device.launch(node.op.name, launches, tensors);
      const gradient = launches.length > 0 ? tensors.get(`d${name}`)! : dy;
      add(device, found, input, gradient.retain());
    }
    for (const [name, storage] of tensors) if (!borrowed.has(name)) storage.release();
  };
}

/** Takes over one reference to `gradient`. */
function add(device: Device, found: Map<Node, Storage>, node: Node, gradient: Storage): void {
  const before = found.get(node);
  if (!before) {
    found.set(node, gradient);
    return;
  }
  found.set(node, sumOf(device, node, before, gradient));
}

/** The nodes on a path from a start to a target. */
function leadsTo(starts: readonly Node[], targets: ReadonlySet<Node>, since: number): Set<Node> {
  const leads = new Map<Node, boolean>();
  const stack: Node[] = [...starts];
  // A node is met twice: before its inputs, which go on top of it, and after them.
  while (stack.length > 0) {
    const node = stack.at(-1)!;
    const inputs = node.id < since ? [] : [...node.inputs.values()];
    if (inputs.length === 0 || leads.has(node)) {
      leads.set(node, targets.has(node) || inputs.some((input) => leads.get(input)));
      stack.pop();
    } else {
      leads.set(node, false);
      for (const input of inputs) if (!leads.has(input)) stack.push(input);
    }
  }
  return new Set([...leads.keys()].filter((node) => leads.get(node)));
}
