import { Block, type Pull } from "../autograd/block.ts";
import { gradEnabled } from "../autograd/no-grad.ts";
import { type Node, Step } from "../autograd/node.ts";
import { sumOf } from "../autograd/sum-of.ts";
import type { Device } from "../device/device.ts";
import type { Storage } from "../device/storage.ts";
import { byteLength, type Floating } from "../dtype.ts";
import type { Call, Cut, Launch, Op } from "../op.ts";
import { type Shape, size } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { bytesOf, type Piece, piecesOf, windowOf } from "./pieces-of.ts";
import { type CutStep, pullPieces } from "./pull-pieces.ts";

/** Whether a call reads or makes a tensor that a kernel cannot bind whole. */
export function isTooLarge(
  { profile: { maxBindingBytes } }: Device,
  given: readonly (readonly [string, Tensor])[],
  launches: readonly Launch[],
): boolean {
  return (
    given.some(([, { dtype, size }]) => byteLength(dtype, size) > maxBindingBytes) ||
    launches.some(({ writes }) =>
      Object.values(writes).some(
        ({ shape, dtype = "f32" }) => byteLength(dtype, size(shape)) > maxBindingBytes,
      ),
    )
  );
}

/**
 * Calls an op whose tensors are larger than a kernel can bind, a few images at a time: each piece binds windows of the
 * tensors that are cut.
 *
 * @returns the memory of the result, and its node of the graph
 */
export function runInPieces<I extends string, A, O extends string>(
  op: Op<I, A, O>,
  given: readonly (readonly [I | O, Tensor])[],
  call: Call<I, A, O>,
  cut: Cut<I | O>,
  device: Device,
): { readonly y: Storage; readonly node: Node | null } {
  const result = { shape: call.y, dtype: (op.dtype?.(call) ?? "f32") as Floating };
  const isCut = new Set<string>(cut.inputs);
  const parts = given.filter(([name]) => isCut.has(name)).map(([, tensor]) => tensor);
  const pieces = piecesOf(op.name, cut.y === "cut" ? [...parts, result] : parts, device.profile);
  const nodes = gradEnabled() ? differentiable(op, given) : new Map<string, Node>();

  let y = cut.y === "cut" ? device.allocate(bytesOf(result), op.name) : null;
  const steps: CutStep[] = [];
  for (const piece of pieces) {
    const pieceCall = callOf(op, call, isCut, piece);
    const tensors = new Map<string, Storage>();
    for (const [name, tensor] of given) {
      const { storage } = tensor;
      tensors.set(
        name,
        isCut.has(name) ? windowOf(storage, tensor, piece, device.profile) : storage.retain(),
      );
    }
    const into = new Map<string, Storage>();
    if (cut.y === "cut") into.set("y", windowOf(y!, result, piece, device.profile));
    device.launch(op.name, op.forward(pieceCall), tensors, into);
    if (cut.y === "added") {
      const own = tensors.get("y")!.retain();
      y = y ? sumOf(device, result, y, own) : own;
    }
    if (nodes.size > 0) {
      const pullbacks = new Map([...nodes.keys()].map((name) => [name, op.backward[name as I]!(pieceCall)]));
      steps.push({ piece, step: new Step(op, pieceCall.y, result.dtype, new Map(), pullbacks, tensors) });
    }
    for (const storage of [...tensors.values(), ...into.values()]) storage.release();
  }
  if (nodes.size === 0) return { y: y!, node: null };

  const inputs = new Map(given.map(([name, { shape, dtype }]) => [name as string, { shape, dtype }]));
  const pull: Pull = (dy, wanted) => pullPieces(device, steps, { cut, result, inputs }, dy, wanted);
  const memory = {
    expect: () => steps.forEach(({ step }) => void step.saved()),
    release: () => steps.forEach(({ step }) => void step.releaseSaved()),
  };
  return { y: y!, node: new Block(call.y, result.dtype, nodes, memory, pull) };
}

function differentiable<I extends string, A, O extends string>(
  op: Op<I, A, O>,
  given: readonly (readonly [I | O, Tensor])[],
): Map<string, Node> {
  const nodes = new Map<string, Node>();
  for (const [name, { node }] of given) if (node && op.backward[name]) nodes.set(name, node);
  return nodes;
}

/** The call over a piece's images. */
function callOf<I extends string, A, O extends string>(
  op: Op<I, A, O>,
  call: Call<I, A, O>,
  isCut: ReadonlySet<string>,
  { count }: Piece,
): Call<I, A, O> {
  const shapes = Object.fromEntries(
    Object.entries(call.shapes as Readonly<Record<string, Shape>>).map(([name, shape]) => [
      name,
      isCut.has(name) ? shape.with(0, count) : shape,
    ]),
  ) as Call<I, A, O>["shapes"];
  return { ...call, shapes, y: op.shape(shapes, call.attrs) };
}
