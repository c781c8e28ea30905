/** The few fields of ONNX's protobuf that a graph of plain nodes needs. */
export interface OnnxGraph {
  readonly nodes: readonly OnnxNode[];
  readonly inputs: Readonly<Record<string, readonly number[]>>;
  readonly outputs: readonly string[];
  /** Constant inputs of nodes, lists of whole numbers. */
  readonly constants?: Readonly<Record<string, readonly number[]>>;
}

export interface OnnxNode {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Attributes: a whole number, or a list of them. */
  readonly attributes?: Readonly<Record<string, number | readonly number[]>>;
}

const [IR_VERSION, OPSET] = [8, 17];
const [FLOAT, INT64] = [1, 7];
const [INT, INTS] = [2, 7];

/** A model file with one graph, whose inputs and outputs are f32. @see onnx.proto of the ONNX project */
export function onnxModel({ nodes, inputs, outputs, constants = {} }: OnnxGraph): Uint8Array {
  const graph = [
    ...nodes.map((node) => message(1, encodeNode(node))),
    text(2, "graph"),
    ...Object.entries(constants).map(([name, values]) => message(5, encodeConstant(name, values))),
    ...Object.entries(inputs).map(([name, shape]) => message(11, encodeValue(name, shape))),
    ...outputs.map((name) => message(12, encodeValue(name))),
  ];
  const opset = [text(1, ""), integer(2, OPSET)];
  return Uint8Array.from([integer(1, IR_VERSION), message(7, graph), message(8, opset)].flat());
}

const encodeNode = ({ op, inputs, outputs, attributes = {} }: OnnxNode) => [
  ...inputs.map((name) => text(1, name)),
  ...outputs.map((name) => text(2, name)),
  text(4, op),
  ...Object.entries(attributes).map(([name, value]) =>
    message(
      5,
      typeof value === "number"
        ? [text(1, name), integer(3, value), integer(20, INT)]
        : [text(1, name), ...value.map((item) => integer(8, item)), integer(20, INTS)],
    ),
  ),
];

const encodeConstant = (name: string, values: readonly number[]) => [
  integer(1, values.length),
  integer(2, INT64),
  delimited(7, values.flatMap(varint)),
  text(8, name),
];

/** Without a shape it is the runtime's to find. */
function encodeValue(name: string, shape?: readonly number[]) {
  const extents =
    shape &&
    message(
      2,
      shape.map((extent) => message(1, [integer(1, extent)])),
    );
  const tensor = message(1, [integer(1, FLOAT), ...(extents ? [extents] : [])]);
  return [text(1, name), message(2, [tensor])];
}

type Bytes = readonly number[];

const integer = (field: number, value: number): Bytes => [...varint(field << 3), ...varint(value)];

const message = (field: number, parts: readonly Bytes[]): Bytes => delimited(field, parts.flat());

const text = (field: number, value: string): Bytes => delimited(field, [...Buffer.from(value)]);

const delimited = (field: number, bytes: Bytes): Bytes => [
  ...varint((field << 3) | 2),
  ...varint(bytes.length),
  ...bytes,
];

/** Whole numbers from 0 on, seven bits a byte, lowest first. */
function varint(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest % 128) | 128);
  }
}
