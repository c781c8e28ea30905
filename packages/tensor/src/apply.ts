import { adapted, autocasting } from "./autocast.ts";
import { gradEnabled } from "./autograd/no-grad.ts";
import { type Node, Step } from "./autograd/node.ts";
import type { Device } from "./device/device.ts";
import type { Storage } from "./device/storage.ts";
import { type Dtype, type Floating, floating } from "./dtype.ts";
import { DeviceError, ShapeError } from "./errors.ts";
import type { Call, Launch, Op } from "./op.ts";
import { isTooLarge, runInPieces } from "./pieces/index.ts";
import { type Shape, size } from "./shape.ts";
import { Tensor } from "./tensor.ts";
import { begins, ends } from "./trace/observer.ts";

/** Far beyond what any adapter holds. */
const MOST_ELEMENTS = 2 ** 48;

type Inputs<I extends string, O extends string> = Readonly<Record<I, Tensor>> &
  Readonly<Partial<Record<O, Tensor | undefined>>>;

/**
 * Calls an op: checks shapes and element types, records its launches, and, where a gradient flows through an input,
 * the step of the graph.
 *
 * @throws {ShapeError} if the inputs do not fit, before anything is launched.
 */
export const apply = <I extends string, A, O extends string>(
  op: Op<I, A, O>,
  inputs: Inputs<I, O>,
  attrs: A,
): Tensor => run(op, inputs, attrs)[0];

/**
 * As {@link apply}, for an op whose pullbacks read a tensor that a caller can use too: hands out `beside`, which the
 * launches of forward write as they write `y`. It is outside the graph, as no pullback has a cotangent for it.
 */
export const applyBeside = <I extends string, A, O extends string>(
  op: Op<I, A, O>,
  inputs: Inputs<I, O>,
  attrs: A,
  beside: string,
): [y: Tensor, beside: Tensor] => run(op, inputs, attrs, [beside]) as [Tensor, Tensor];

function run<I extends string, A, O extends string>(
  op: Op<I, A, O>,
  inputs: Inputs<I, O>,
  attrs: A,
  beside: readonly string[] = [],
): [y: Tensor, ...beside: Tensor[]] {
  const given = op.inputs
    .map((name) => [name, (inputs as Readonly<Record<string, Tensor | undefined>>)[name]] as const)
    .filter((entry): entry is readonly [I | O, Tensor] => entry[1] !== undefined);
  const device = commonDevice(op.name, given);
  if (!autocasting()) return perform(op, given, attrs, device, beside);
  const { given: typed, casts } = adapted(op, given);
  try {
    return perform(op, typed, attrs, device, beside);
  } finally {
    for (const made of casts) made.dispose();
  }
}

function perform<I extends string, A, O extends string>(
  op: Op<I, A, O>,
  given: readonly (readonly [I | O, Tensor])[],
  attrs: A,
  device: Device,
  beside: readonly string[],
): [y: Tensor, ...beside: Tensor[]] {
  begins();
  const call = describeCall(op, given, attrs, device);

  const dtype = op.dtype?.(call) ?? "f32";
  const launches = op.forward(call);
  const cut = isTooLarge(device, given, launches) && beside.length === 0 ? op.cut?.(call) : null;
  if (cut) {
    const { y: whole, node } = runInPieces(op, given, call, cut, device);
    const y = new Tensor(device, whole, call.y, dtype, node);
    ends(op.name, given, attrs, [y], beside);
    return [y];
  }

  const tensors = new Map<string, Storage>(given.map(([name, { storage }]) => [name, storage]));
  if (op.view) tensors.set("y", tensors.get(op.view)!.retain());
  device.launch(op.name, launches, tensors);

  const node = gradEnabled() ? stepOf(op, given, call, dtype, tensors) : null;
  const y = new Tensor(device, tensors.get("y")!, call.y, dtype, node);
  const others = beside.map((name) => {
    const spec = launches.find(({ writes }) => writes[name])!.writes[name]!;
    return new Tensor(device, tensors.get(name)!.retain(), spec.shape, spec.dtype ?? "f32");
  });
  for (const [name] of given) tensors.delete(name);
  tensors.delete("y");
  for (const temporary of tensors.values()) temporary.release();
  ends(op.name, given, attrs, [y, ...others], beside);
  return [y, ...others];
}

function describeCall<I extends string, A, O extends string>(
  op: Op<I, A, O>,
  given: readonly (readonly [I | O, Tensor])[],
  attrs: A,
  device: Device,
): Call<I, A, O> {
  checkDtypes(op, given);
  const shapes = Object.fromEntries(given.map(([name, { shape }]) => [name, shape])) as Call<
    I,
    A,
    O
  >["shapes"];
  const dtypes: Record<string, Dtype> = Object.fromEntries(given.map(([name, { dtype }]) => [name, dtype]));
  const y = op.shape(shapes, attrs);
  // Plans count elements and bytes, which must be numbers without a rounding.
  if (!(size(y) <= MOST_ELEMENTS))
    throw new ShapeError(op.name, `a result of at most ${MOST_ELEMENTS} elements`, { result: y });
  return { shapes, dtypes, attrs, y, adapter: device.profile };
}

function checkDtypes<I extends string, A, O extends string>(
  op: Op<I, A, O>,
  given: readonly (readonly [I | O, Tensor])[],
): void {
  for (const [name, { dtype }] of given) {
    const accepted: readonly Dtype[] = op.dtypes?.[name] ?? ["f32"];
    if (!accepted.includes(dtype))
      throw new ShapeError(op.name, `${name} of ${accepted.join(" or ")}`, { [name]: dtype });
  }
  const [first, ...others] = given.filter(([name]) => op.dtypes?.[name] === floating);
  for (const [name, { dtype }] of others)
    if (dtype !== first![1].dtype)
      throw new ShapeError(
        op.name,
        `${first![0]} and ${name} of one element type`,
        { [first![0]]: first![1].dtype, [name]: dtype },
        "Cast one of them",
      );
}

function stepOf<I extends string, A, O extends string>(
  op: Op<I, A, O>,
  given: readonly (readonly [I | O, Tensor])[],
  call: Call<I, A, O>,
  dtype: Dtype,
  tensors: ReadonlyMap<string, Storage>,
): Step | null {
  const nodes = new Map<string, Node>();
  const pullbacks = new Map<string, readonly Launch[]>();
  for (const [name, { node }] of given) {
    const pullback = op.backward[name];
    if (!node || !pullback) continue;
    nodes.set(name, node);
    pullbacks.set(name, pullback(call));
  }
  return nodes.size > 0 ? new Step(op, call.y, dtype as Floating, nodes, pullbacks, tensors) : null;
}

/**
 * The device of all the given tensors.
 *
 * @throws {ShapeError} if one is no tensor. @throws {DeviceError} if they are on several.
 */
export function commonDevice(op: string, given: readonly (readonly [string, Tensor])[]): Device {
  for (const [name, x] of given)
    if (!(x instanceof Tensor)) throw new ShapeError(op, `${name} to be a tensor`, { [name]: typeof x });
    else void x.storage; // disposed of, it says so
  const device = given[0]![1].device;
  for (const [name, { device: other }] of given)
    if (other !== device)
      throw new DeviceError(
        `${op}: expected all tensors on one device; got ${name} on ${other.profile.description}, another`,
      );
  return device;
}

/** The extents of a tensor that must have a given rank, typed as a tuple. */
export function ranked<N extends 1 | 2 | 3 | 4>(
  op: string,
  name: string,
  shape: Shape,
  letters: string,
  rank: N,
): Ranked[N] {
  if (shape.length !== rank) throw new ShapeError(op, `${name} [${letters}]`, { [name]: shape });
  return shape as Ranked[N];
}

interface Ranked {
  1: readonly [number];
  2: readonly [number, number];
  3: readonly [number, number, number];
  4: readonly [number, number, number, number];
}
