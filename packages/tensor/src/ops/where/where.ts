import { apply } from "../../apply.ts";
import { type Floating, floating } from "../../dtype.ts";
import { ShapeError } from "../../errors.ts";
import { linear } from "../../grid.ts";
import { type Call, float, type Launch, type Op } from "../../op.ts";
import { scope } from "../../scope.ts";
import { sameShape, size } from "../../shape.ts";
import type { Tensor } from "../../tensor.ts";
import { cast } from "../cast/index.ts";
import { together } from "../expand/together.ts";
import code from "./where.wgsl";

/** The operands that are numbers; those inputs are absent. */
export interface WhereAttrs {
  readonly a?: number;
  readonly b?: number;
}

type WhereCall = Call<"condition", WhereAttrs, "a" | "b">;

/** An operand: a tensor by its name, or a number. */
type Operand = string | number;

/** The launch that writes `made`, of the shape of `condition`. */
function choose({ dtypes, y }: WhereCall, a: Operand, b: Operand, made: string): Launch {
  const dtype = (dtypes["a"] ?? dtypes["b"] ?? "f32") as Floating;
  const numbers = [a, b].map((operand) => (typeof operand === "number" ? operand : 0)) as [number, number];
  const names = [a, b].filter((operand) => typeof operand === "string");
  return {
    code,
    real: dtype,
    // In place of a number the other operand is bound.
    reads: [names[0] ?? "condition", names.at(-1) ?? "condition", "condition"],
    ...(names.length > 0 ? { map: 2 } : {}),
    writes: { [made]: { shape: y, dtype } },
    params: { size: size(y), a: float(numbers[0]), b: float(numbers[1]) },
    constants: {
      BYTES: Number(dtypes["condition"] === "u8"),
      NUMBERS: Number(typeof a === "number") + 2 * Number(typeof b === "number"),
    },
    grid: linear(size(y) / 4),
  };
}

export const whereOp: Op<"condition", WhereAttrs, "a" | "b"> = {
  name: "where",
  inputs: ["condition", "a", "b"],
  dtypes: { condition: ["u8", "f32"], a: floating, b: floating },
  dtype: ({ dtypes }) => dtypes["a"] ?? dtypes["b"] ?? "f32",
  shape({ condition, a, b }) {
    if ([a, b].some((operand) => operand && !sameShape(operand, condition)))
      throw new ShapeError("where", "condition, a and b of one shape", { condition, a, b });
    return condition;
  },
  forward: (call) => [choose(call, call.attrs.a ?? "a", call.attrs.b ?? "b", "y")],
  backward: {
    a: (call) => [choose(call, "dy", 0, "da")],
    b: (call) => [choose(call, 0, "dy", "db")],
  },
  cut: ({ shapes, y, dtypes }) =>
    y.length > 0 && dtypes["condition"] === "f32"
      ? { inputs: (["condition", "a", "b"] as const).filter((name) => shapes[name]), y: "cut" }
      : null,
  flops: ({ y }) => size(y),
};

/**
 * a where `condition` is not 0, b elsewhere. Extents of all three are equal or 1 from the last axis on, as in `add`;
 * `a` and `b` may be numbers. What is not chosen counts in no way: a NaN there reaches neither value nor gradient.
 * Gradients flow to `a` and `b`.
 *
 * @param condition `u8`, as comparisons and masks are, or `f32`, of which a NaN is not 0
 * @throws {ShapeError} if the extents do not fit.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.where.html
 */
export function where(condition: Tensor, a: Tensor | number, b: Tensor | number): Tensor {
  const numbers = {
    ...(typeof a === "number" ? { a } : {}),
    ...(typeof b === "number" ? { b } : {}),
  };
  const given = {
    condition,
    ...(typeof a === "number" ? {} : { a }),
    ...(typeof b === "number" ? {} : { b }),
  };
  const repeats = Object.values(given).some((x) => !sameShape(x.shape, condition.shape));
  return scope(() => {
    // Bytes are not copied one by one.
    const ready =
      repeats && condition.dtype === "u8" ? { ...given, condition: cast(condition, "f32") } : given;
    return apply(whereOp, together("where", ready), numbers);
  });
}
