import { apply } from "../../apply.ts";
import { type Floating, floating } from "../../dtype.ts";
import { linear } from "../../grid.ts";
import { type Call, float, type Launch, type Op } from "../../op.ts";
import { size } from "../../shape.ts";
import type { Tensor } from "../../tensor.ts";
import { elementwise } from "../binary/elementwise.ts";
import backwardX from "./backward-x.wgsl";
import forward from "./forward.wgsl";
import { type UnaryFunction, type UnaryName, unaryFunctions } from "./functions.ts";

/** The constants of a function that has any; 0 in others. */
export interface UnaryAttrs {
  readonly a: number;
  readonly b: number;
}

type UnaryCall = Call<"x", UnaryAttrs>;

const realOf = ({ dtypes }: UnaryCall) => dtypes["x"] as Floating;

/** A launch of a function's kernel, forward or backward. */
const launchOf = (name: UnaryName, call: UnaryCall, code: string, reads: string[], made: string): Launch => ({
  code,
  real: realOf(call),
  reads,
  map: reads.length,
  writes: { [made]: { shape: call.y, dtype: realOf(call) } },
  params: {
    size: size(call.y),
    a: float(call.attrs.a),
    b: float(call.attrs.b),
    nan: float(Number.NaN),
  },
  constants: { F: unaryFunctions[name].code },
  grid: linear(size(call.y) / 4),
});

function pullback(name: UnaryName, call: UnaryCall): Launch[] {
  const { needs, derivative }: UnaryFunction = unaryFunctions[name];
  if (!derivative) return [launchOf(name, call, backwardX, ["dy", needs], "dx")];
  const [slope, sign] = derivative;
  return [
    launchOf(slope, call, forward, ["x"], "slope"),
    elementwise(
      sign === 1 ? "mul" : "negatedMul",
      ["dy", call.y],
      ["slope", call.y],
      "dx",
      call.y,
      realOf(call),
    ),
  ];
}

/** The op of one elementwise function: `x` and the result have any shape, the same. */
const unaryOp = (name: UnaryName): Op<"x", UnaryAttrs> => ({
  name,
  inputs: ["x"],
  dtypes: { x: floating },
  shape: ({ x }) => x,
  dtype: realOf,
  forward: (call) => [launchOf(name, call, forward, ["x"], "y")],
  backward: { x: (call) => pullback(name, call) },
  cut: ({ y }) => (y.length > 0 ? { inputs: ["x"], y: "cut" } : null),
  flops: ({ y }) => size(y),
});

/** The records of all elementwise functions of one variable. */
export const unaryOps = Object.fromEntries(
  Object.keys(unaryFunctions).map((name) => [name, unaryOp(name as UnaryName)]),
) as Readonly<Record<UnaryName, Op<"x", UnaryAttrs>>>;

/** Calls the op of a function that has the constants `a` and `b`, if any. */
export const callUnary = (name: UnaryName, x: Tensor, a = 0, b = 0): Tensor =>
  apply(unaryOps[name], { x }, { a, b });
