import { elementTypes } from "../elements.ts";
import type { Graph } from "../graph.ts";
import type { OnnxCall, OpWriter, OpWriters } from "./op-writer.ts";

/** The constants of a function of one variable. */
interface Constants {
  readonly a: number;
  readonly b: number;
}

type Write = (graph: Graph, x: string, constants: Constants) => string;

/** A function that ONNX has by a name of its own. */
const named =
  (type: string): Write =>
  (graph, x) =>
    graph.node(type, [x]);

const clip: Write = (graph, x, { a, b }) => graph.node("Clip", [x, graph.scalar(a), graph.scalar(b)]);

/** x / 2 · (1 + f(x)). */
const halfOf = (graph: Graph, x: string, f: string): string =>
  graph.node("Mul", [graph.node("Mul", [x, graph.scalar(0.5)]), graph.node("Add", [f, graph.scalar(1)])]);

/** In opset 18 there is no Gelu yet. */
const gelu: Write = (graph, x) =>
  halfOf(graph, x, graph.node("Erf", [graph.node("Mul", [x, graph.scalar(Math.SQRT1_2)])]));

const geluTanh: Write = (graph, x) => {
  const cube = graph.node("Mul", [graph.node("Mul", [x, x]), x]);
  const inner = graph.node("Add", [x, graph.node("Mul", [cube, graph.scalar(0.044715)])]);
  const scaled = graph.node("Mul", [inner, graph.scalar(Math.sqrt(2 / Math.PI))]);
  return halfOf(graph, x, graph.node("Tanh", [scaled]));
};

/** Beyond this, what log(1 + e^x) has more than x is less than the last digit. */
const STRAIGHT = 17;

/** ONNX's has no threshold: one at which the curve has not become straight yet has to be said. */
const softplus: Write = (graph, x, { a: beta, b: threshold }) => {
  const scaled = beta === 1 ? x : graph.node("Mul", [x, graph.scalar(beta)]);
  const curve = graph.node("Softplus", [scaled]);
  const y = beta === 1 ? curve : graph.node("Div", [curve, graph.scalar(beta)]);
  if (threshold >= STRAIGHT) return y;
  return graph.node("Where", [graph.node("Greater", [scaled, graph.scalar(threshold)]), x, y]);
};

const unary: Readonly<Record<string, Write>> = {
  neg: named("Neg"),
  exp: named("Exp"),
  log: named("Log"),
  sqrt: named("Sqrt"),
  abs: named("Abs"),
  relu: named("Relu"),
  leakyRelu: (graph, x, { a }) => graph.node("LeakyRelu", [x], { alpha: { float: a } }),
  sigmoid: named("Sigmoid"),
  tanh: named("Tanh"),
  clamp: clip,
  gelu,
  geluTanh,
  silu: (graph, x) => graph.node("Mul", [x, graph.node("Sigmoid", [x])]),
  softplus,
  hardswish: named("HardSwish"),
  hardsigmoid: (graph, x) =>
    graph.node("HardSigmoid", [x], { alpha: { float: 1 / 6 }, beta: { float: 0.5 } }),
  relu6: (graph, x) => clip(graph, x, { a: 0, b: 6 }),
  elu: (graph, x, { a }) => graph.node("Elu", [x], { alpha: { float: a } }),
  reciprocal: named("Reciprocal"),
  square: (graph, x) => graph.node("Mul", [x, x]),
  rsqrt: (graph, x) => graph.node("Reciprocal", [graph.node("Sqrt", [x])]),
  sin: named("Sin"),
  cos: named("Cos"),
  expm1: (graph, x) => graph.node("Sub", [graph.node("Exp", [x]), graph.scalar(1)]),
  log1p: (graph, x) => graph.node("Log", [graph.node("Add", [x, graph.scalar(1)])]),
  erf: named("Erf"),
  floor: named("Floor"),
  ceil: named("Ceil"),
  round: named("Round"),
  sign: named("Sign"),
};

/** The operand that is a number, if one is; that input is absent then. */
interface NumberAttrs {
  readonly number?: number;
}

const operands = (graph: Graph, { inputs, attrs: { number = 0 } }: OnnxCall<NumberAttrs>): string[] =>
  ["a", "b"].map((side) => inputs[side]?.name ?? graph.scalar(number));

const binary = (type: string): OpWriter<NumberAttrs> => ({
  write: (graph, call) => graph.node(type, operands(graph, call)),
});

/** Truths are numbers of 8 bits here. */
const asBytes = (graph: Graph, truths: string): string =>
  graph.node("Cast", [truths], { to: { int: elementTypes.uint8 } });

const compare = (type: string): OpWriter<NumberAttrs> => ({
  write: (graph, call) => asBytes(graph, graph.node(type, operands(graph, call))),
});

const ne: OpWriter<NumberAttrs> = {
  write: (graph, call) => asBytes(graph, graph.node("Not", [graph.node("Equal", operands(graph, call))])),
};

const where: OpWriter<{ readonly a?: number; readonly b?: number }> = {
  write(graph, { inputs, attrs }) {
    const condition = graph.node("Cast", [inputs["condition"]!.name], { to: { int: elementTypes.bool } });
    const [a, b] = (["a", "b"] as const).map((side) => inputs[side]?.name ?? graph.scalar(attrs[side] ?? 0));
    return graph.node("Where", [condition, a!, b!]);
  },
};

const cast: OpWriter = {
  write: (graph, { inputs }) => graph.node("Cast", [inputs["x"]!.name], { to: { int: elementTypes.float } }),
};

export const elementwise: OpWriters = {
  ...Object.fromEntries(
    Object.entries(unary).map(([name, write]): [string, OpWriter<Constants>] => [
      name,
      { write: (graph, { inputs, attrs }) => write(graph, inputs["x"]!.name, attrs) },
    ]),
  ),
  add: binary("Add"),
  sub: binary("Sub"),
  mul: binary("Mul"),
  div: binary("Div"),
  maximum: binary("Max"),
  minimum: binary("Min"),
  pow: binary("Pow"),
  eq: compare("Equal"),
  lt: compare("Less"),
  le: compare("LessOrEqual"),
  gt: compare("Greater"),
  ge: compare("GreaterOrEqual"),
  ne,
  where,
  cast,
};
