import { commonDevice } from "../apply.ts";
import type { Storage } from "../device/storage.ts";
import { GraphError, ShapeError } from "../errors.ts";
import { sameShape } from "../shape.ts";
import { Tensor } from "../tensor.ts";
import { copied } from "./copied.ts";
import { filled } from "./filled.ts";
import type { Node } from "./node.ts";
import { reverse, type Start } from "./reverse.ts";

export interface GradientsOptions {
  /** Cotangent of `y`, of its shape; default ones, for which `y` must hold one element. One for each of several `y`. */
  readonly dy?: Tensor | readonly (Tensor | undefined)[];
  /** Keeps the values of the graph for another walk; default `false`. */
  readonly retainGraph?: boolean;
}

/**
 * Gradients of `y` with respect to each of `targets`, by reverse accumulation: ⟨dy, ∂y/∂target⟩; of several `y`, the
 * sum over all of them, in one walk.
 *
 * Walks the graph backwards in the order it was made, visiting only what lies between `y` and the targets. A target
 * that `y` does not depend on gets zeros.
 *
 * @returns one tensor for each target, of its shape
 * @throws {GraphError} if a `y` or a target is outside the graph, or the graph was released by an earlier call.
 * @throws {ShapeError} if a `y` holds more than one element and no `dy` is given, or `dy` does not fit it.
 * @throws {DeviceError} if a gradient would be larger than the adapter allows; nothing is launched then.
 */
export function gradients(
  y: Tensor | readonly Tensor[],
  targets: readonly Tensor[],
  options: GradientsOptions = {},
): Tensor[] {
  const outputs = [y].flat();
  const given = [options.dy].flat();
  if (outputs.length === 0) throw new GraphError("gradients: expected at least one y; got none");
  if (given.length > outputs.length || (Array.isArray(options.dy) && given.length < outputs.length))
    throw new ShapeError("gradients", "a dy for each y", { y: outputs.length, dy: given.length });
  const starts = outputs.map((output, i) => startOf(output, given[i]));
  const wanted = targets.map(({ node }, i) => {
    if (!node)
      throw new GraphError(`gradients: expected every target to have requiresGrad; got target ${i} without`);
    return node;
  });
  const cotangents = given.filter((dy) => dy !== undefined);
  const device = commonDevice("gradients", [
    ...outputs.map((output) => ["y", output] as const),
    ...cotangents.map((dy) => ["dy", dy] as const),
  ]);
  const found = reverse(device, starts, wanted, options.retainGraph ?? false);
  // Gradients may share memory with a cotangent or each other on the way; each one handed out has its own.
  const taken = new Set<Storage>(cotangents.map(({ storage }) => storage));
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

/**
 * Gradients of each `y` with respect to each of `targets`: one row for each `y`, such as the losses of several tasks
 * with respect to what their branches share. What the tasks share is not worked out again: the graph is walked once
 * for each `y`, from it to the targets.
 *
 * @param options as in {@link gradients}
 * @returns `[y][target]`, each of the target's shape
 * @throws as {@link gradients}
 */
export function gradientsOfEach(
  ys: readonly Tensor[],
  targets: readonly Tensor[],
  options: Pick<GradientsOptions, "retainGraph"> = {},
): Tensor[][] {
  const rows = ys.map((y) => gradients(y, targets, { retainGraph: true }));
  // The walk of all at once would need the same values: they are let go of together.
  if (!options.retainGraph)
    for (const y of ys)
      releaseGraph(
        y.node!,
        targets.map(({ node }) => node!),
      );
  return rows;
}

/** Lets go of the values of every node between `y` and the targets. */
function releaseGraph(y: Node, targets: readonly Node[]): void {
  const seen = new Set<Node>(targets);
  const stack = [y];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (seen.has(node) || node.kind === "leaf") continue;
    seen.add(node);
    node.releaseSaved();
    stack.push(...node.inputs.values());
  }
}

function startOf(y: Tensor, dy: Tensor | undefined): Start {
  const { node, device } = y;
  if (!node) throw new GraphError("gradients: expected y to depend on a tensor with requiresGrad; got none");
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
  return { node, dy: () => (dy ? dy.storage.retain() : filled(device, node, 1)) };
}
