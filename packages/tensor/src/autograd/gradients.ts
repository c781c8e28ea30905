import { commonDevice } from "../apply.ts";
import type { Device } from "../device/device.ts";
import type { Storage } from "../device/storage.ts";
import { GraphError, ShapeError } from "../errors.ts";
import { linear } from "../grid.ts";
import type { Launch } from "../op.ts";
import { sameShape, size, stridesOf } from "../shape.ts";
import { gather } from "../strided/gather.ts";
import { Tensor } from "../tensor.ts";
import accumulate from "./accumulate.wgsl";
import fill from "./fill.wgsl";
import type { Node, Step } from "./node.ts";

export interface GradientsOptions {
  /** Cotangent of `y`, of its shape; default ones, for which `y` must hold one element. */
  readonly dy?: Tensor;
  /** Keeps the values of the graph for another walk; default `false`. */
  readonly retainGraph?: boolean;
}

/**
 * Gradients of `y` with respect to each of `targets`, by reverse accumulation: ⟨dy, ∂y/∂target⟩.
 *
 * Walks the graph backwards in the order it was made, visiting only what lies between `y` and the targets. A target
 * that `y` does not depend on gets zeros.
 *
 * @returns one tensor for each target, of its shape
 * @throws {GraphError} if `y` or a target is outside the graph, or the graph was released by an earlier call.
 * @throws {ShapeError} if `y` holds more than one element and no `dy` is given, or `dy` does not fit it.
 * @throws {DeviceError} if a gradient would be larger than the adapter allows; nothing is launched then.
 */
export function gradients(y: Tensor, targets: readonly Tensor[], options: GradientsOptions = {}): Tensor[] {
  if (!y.node)
    throw new GraphError("gradients: expected y to depend on a tensor with requiresGrad; got none");
  const wanted = targets.map(({ node }, i) => {
    if (!node)
      throw new GraphError(`gradients: expected every target to have requiresGrad; got target ${i} without`);
    return node;
  });
  const { dy, retainGraph = false } = options;
  if (!dy && y.size !== 1)
    throw new ShapeError(
      "gradients",
      "y of one element, or its dy",
      { y: y.shape },
      "Reduce y with sum or mean",
    );
  if (dy && !sameShape(dy.shape, y.shape))
    throw new ShapeError("gradients", "dy of the shape of y", { dy: dy.shape, y: y.shape });
  if (dy && dy.dtype !== y.dtype)
    throw new ShapeError("gradients", `dy of ${y.dtype}, as y`, { dy: dy.dtype });

  const device = commonDevice("gradients", [["y", y], ...(dy ? ([["dy", dy]] as const) : [])]);
  const found = new Map<Node, Storage>();
  const keep = new Set<Node>(wanted);
  const leads = leadsTo(y.node, keep);
  // A target itself is walked only where another lies behind it: the graph below stays whole for a later call.
  const steps = [...leads]
    .filter((node) => node.kind === "step")
    .filter(({ inputs }) => [...inputs.values()].some((input) => leads.has(input)))
    .sort((a, b) => b.id - a.id);
  // Asked of all steps before anything is launched, so that a refusal leaves nothing half done.
  for (const { op, pullbacks, inputs } of steps)
    for (const [name, input] of inputs)
      if (leads.has(input)) device.expectRoom(op.name, pullbacks.get(name)!);
  const walked = steps.map((step) => [step, step.saved()] as const);
  found.set(y.node, dy ? dy.storage.retain() : filled(device, y.node, 1));
  for (const [step, saved] of walked) {
    const cotangent = found.get(step)!;
    walk(device, step, saved, cotangent, found, leads);
    if (!keep.has(step)) {
      found.delete(step);
      cotangent.release();
    }
    if (!retainGraph) step.releaseSaved();
  }
  // Gradients may share memory with dy or each other on the way; each one handed out has its own.
  const taken = new Set<Storage>(dy && [dy.storage]);
  const results = wanted.map((node) => {
    const made = found.get(node);
    const storage = !made
      ? filled(device, node, 0)
      : taken.has(made)
        ? copied(device, node, made)
        : made.retain();
    taken.add(storage);
    return new Tensor(device, storage, node.shape, node.dtype);
  });
  for (const storage of found.values()) storage.release();
  return results;
}

/** Adds the gradients of one step's inputs to those found so far. */
function walk(
  device: Device,
  step: Step,
  tensors: Map<string, Storage>,
  dy: Storage,
  found: Map<Node, Storage>,
  leads: ReadonlySet<Node>,
): void {
  const borrowed = new Set([...tensors.keys(), "dy"]);
  tensors.set("dy", dy);
  for (const [name, node] of step.inputs) {
    if (!leads.has(node)) continue;
    const launches = step.pullbacks.get(name)!;
    device.launch(step.op.name, launches, tensors);
    const gradient = launches.length > 0 ? tensors.get(`d${name}`)! : dy;
    add(device, found, node, gradient.retain());
  }
  for (const [name, storage] of tensors) if (!borrowed.has(name)) storage.release();
}

/** Takes over one reference to `gradient`. */
function add(device: Device, found: Map<Node, Storage>, node: Node, gradient: Storage): void {
  const before = found.get(node);
  if (!before) {
    found.set(node, gradient);
    return;
  }
  const tensors = new Map([
    ["a", before],
    ["b", gradient],
  ]);
  const { shape, dtype } = node;
  const elements = size(shape);
  const sum: Launch = {
    code: accumulate,
    map: 2,
    real: dtype,
    reads: ["a", "b"],
    writes: { sum: { shape, dtype } },
    params: { size: elements },
    grid: linear(elements / 4),
  };
  device.launch("gradients", [sum], tensors);
  found.set(node, tensors.get("sum")!);
  before.release();
  gradient.release();
}

function filled(device: Device, { shape, dtype }: Node, value: number): Storage {
  const elements = size(shape);
  const launch: Launch = {
    code: fill,
    real: dtype,
    reads: [],
    writes: { y: { shape, dtype } },
    params: { size: elements, value: { f32: value } },
    grid: linear(elements),
  };
  const tensors = new Map<string, Storage>();
  device.launch("gradients", [launch], tensors);
  return tensors.get("y")!;
}

function copied(device: Device, { shape, dtype }: Node, storage: Storage): Storage {
  const tensors = new Map([["x", storage]]);
  device.launch("gradients", [gather("gradients", "x", stridesOf(shape), 0, "copy", shape, dtype)], tensors);
  return tensors.get("copy")!;
}

/** The nodes on a path from `y` to a target. */
function leadsTo(y: Node, targets: ReadonlySet<Node>): Set<Node> {
  const leads = new Map<Node, boolean>();
  const stack: Node[] = [y];
  // A step is met twice: before its inputs, which go on top of it, and after them.
  while (stack.length > 0) {
    const node = stack.at(-1)!;
    const inputs = node.kind === "step" ? [...node.inputs.values()] : [];
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
