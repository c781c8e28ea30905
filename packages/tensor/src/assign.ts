import code from "./assign.wgsl";
import { ShapeError } from "./errors.ts";
import { execute } from "./execute.ts";
import { linear } from "./grid.ts";
import { sameShape } from "./shape.ts";
import type { Tensor } from "./tensor.ts";

/**
 * target ← source, in place and on the device, outside the graph of gradients: how a step of an optimiser written with
 * ops changes its parameters. Gradients recorded over the old values are refused from now on.
 *
 * @param target any shape and element type but `u8`; keeps its `requiresGrad`
 * @param source of the same shape and type
 * @throws {ShapeError} if they differ.
 */
export function assign(target: Tensor, source: Tensor): void {
  const { shape, dtype } = target;
  if (!sameShape(shape, source.shape) || dtype !== source.dtype || dtype === "u8")
    throw new ShapeError("assign", "a target and a source of one shape and type, f32, f16, i32 or u32", {
      target: shape,
      of: dtype,
      source: source.shape,
      "also of": source.dtype,
    });
  const launch = {
    code,
    real: dtype,
    reads: ["source"],
    updates: ["target"],
    writes: {},
    params: { size: target.size },
    grid: linear(target.size / 4),
  };
  execute("assign", [launch], { source, target });
}
