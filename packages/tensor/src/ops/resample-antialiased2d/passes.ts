import type { Shape } from "../../shape.ts";
import { type Axis, axisOf } from "../resample/axis.ts";
import type { Lines } from "../resample/lines.ts";
import { scaleFactors } from "../resample/output-size.ts";
import type { ResampleAntialiased2dAttrs } from "./resample-antialiased2d.ts";

/** Resampling along one axis. */
export interface Pass extends Lines {
  readonly name: "rows" | "columns";
  /** Half the width of the filter's triangle, in the units of the axis: an input's width, or an output's if wider. */
  readonly reach: number;
}

/**
 * One pass for each axis that changes, down the columns first. An axis that stays as long as it is is a copy, whatever
 * the factor, as PyTorch has it; where both do, one pass copies.
 *
 * @throws {ShapeError} if positions would not fit 32 bits.
 */
export function passesOf(
  op: string,
  x: Shape,
  y: Shape,
  attrs: ResampleAntialiased2dAttrs,
): readonly [Pass, Pass?] {
  const [planes, h, w, oh, ow] = [x[0]! * x[1]!, x[2]!, x[3]!, y[2]!, y[3]!];
  const factors = scaleFactors(attrs);
  const vertical: Pass = {
    name: "rows",
    outer: planes,
    inputs: h,
    outputs: oh,
    inner: w,
    ...map(op, h, oh, attrs, factors?.[0]),
  };
  const horizontal: Pass = {
    name: "columns",
    outer: planes * oh,
    inputs: w,
    outputs: ow,
    inner: 1,
    ...map(op, w, ow, attrs, factors?.[1]),
  };
  if (ow === w) return [vertical];
  return oh === h ? [horizontal] : [vertical, horizontal];
}

/** PyTorch keeps half-pixel centres with `alignCorners` too: it only changes the ratio, to (I − 1) / (O − 1). */
function map(
  op: string,
  inputs: number,
  outputs: number,
  { alignCorners = false }: ResampleAntialiased2dAttrs,
  factor: number | undefined,
): Axis & { readonly reach: number } {
  if (inputs === outputs) return { ...axisOf(op, inputs, outputs, "half_pixel"), reach: 1 };
  const axis = axisOf(op, inputs, outputs, "half_pixel", factor);
  if (!alignCorners) return { ...axis, reach: Math.max(axis.step, axis.unit) };
  const [p, q] = outputs > 1 ? [inputs - 1, outputs - 1] : [0, 1];
  return { step: 2 * p, start: p - q, unit: 2 * q, reach: 2 * Math.max(p, q) };
}
