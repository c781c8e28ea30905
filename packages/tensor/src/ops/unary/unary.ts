import { apply } from "../../apply.ts";
import { type Floating, floating } from "../../dtype.ts";
import { linear } from "../../grid.ts";
import { type Call, float, type Launch, type Op } from "../../op.ts";
import { type Shape, size } from "../../shape.ts";
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

/** What a launch of a function's kernel reads and writes. */
interface Ends {
  readonly from: string;
  readonly made: string;
  readonly shape: Shape;
  readonly dtype?: Floating;
}

/** The launch that writes `made` = f(from), or its pullback, which reads `dy` too. */
export const unaryLaunch = (
  name: UnaryName,
  { from, made, shape, dtype = "f32" }: Ends,
  { a, b }: UnaryAttrs = { a: 0, b: 0 },
  direction: "forward" | "backward" = "forward",
): Launch => ({
  code: direction === "forward" ? forward : backwardX,
  real: dtype,
  reads: direction === "forward" ? [from] : ["dy", from],
  map: direction === "forward" ? 1 : 2,
  writes: { [made]: { shape, dtype } },
  params: { size: size(shape), a: float(a), b: float(b), nan: float(Number.NaN) },
  constants: { F: unaryFunctions[name].code },
  grid: linear(size(shape) / 4),
});

function pullback(name: UnaryName, call: UnaryCall): Launch[] {
  const { y: shape, attrs } = call;
  const dtype = realOf(call);
  const { needs, derivative }: UnaryFunction = unaryFunctions[name];
  if (!derivative) return [unaryLaunch(name, { from: needs, made: "dx", shape, dtype }, attrs, "backward")];
  const [slope, sign] = derivative;
  const product = sign === 1 ? "mul" : "negatedMul";
  return [
    unaryLaunch(slope, { from: "x", made: "slope", shape, dtype }),
    elementwise(product, ["dy", shape], ["slope", shape], "dx", shape, dtype),
  ];
}

/** The op of one elementwise function: `x` and the result have any shape, the same. */
const unaryOp = (name: UnaryName): Op<"x", UnaryAttrs> => ({
  name,
  inputs: ["x"],
  dtypes: { x: floating },
  shape: ({ x }) => x,
  dtype: realOf,
  forward: (call) => [
    unaryLaunch(name, { from: "x", made: "y", shape: call.y, dtype: realOf(call) }, call.attrs),
  ],
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
