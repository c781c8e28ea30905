import { autocasting, withAutocast } from "../autocast.ts";
import type { Storage } from "../device/storage.ts";
import { isFloating } from "../dtype.ts";
import { GraphError } from "../errors.ts";
import { scope } from "../scope.ts";
import { sameShape, show } from "../shape.ts";
import { Tensor } from "../tensor.ts";
import { Block, type BlockMemory, type Pull } from "./block.ts";
import { filled } from "./filled.ts";
import { gradEnabled, withGrad } from "./no-grad.ts";
import { Leaf, type Node, nextId } from "./node.ts";
import { Remembered } from "./once.ts";
import { rerun } from "./rerunning.ts";
import { reverse } from "./reverse.ts";

type Body = (...inputs: Tensor[]) => Tensor;

/**
 * Runs `body` on `inputs` and keeps nothing of it but its result: backward runs it again from its inputs, so that a
 * deep network fits into less memory for one more forward pass. Gradients flow to the inputs and to every tensor with
 * `requiresGrad` that the body uses; those it uses beside its inputs must still stand in backward.
 *
 * The body must make the same result each time: `dropout` does, by its seed, and what is another each time is made
 * {@link once}. What `batchNorm2d` changes in place, its running statistics, it changes the first time alone.
 *
 * @returns the tensor that `body` returns
 * @throws {GraphError} in backward, if an input was changed in place since, or the body makes another result.
 * @see Chen et al. 2016, arXiv 1604.06174; PyTorch `torch.utils.checkpoint`
 */
export function checkpoint(body: Body, ...inputs: Tensor[]): Tensor {
  if (!gradEnabled()) return scope(() => body(...inputs));
  const first = nextId();
  const remembered = new Remembered();
  const run: Body = (...cut) => remembered.run(() => body(...cut));
  const { result, used } = firstRun(run, inputs, first, remembered);
  const nodes = new Map<string, Node>();
  for (const [i, { node }] of inputs.entries()) if (node) nodes.set(`input${i}`, node);
  for (const [i, node] of used.entries()) nodes.set(`used${i}`, node);
  const { device, shape, dtype } = result;
  if (nodes.size === 0 || !isFloating(dtype)) {
    remembered.release();
    return result;
  }

  const sources = inputs.map(({ device, storage, shape, dtype, node }) => ({
    device,
    storage,
    shape,
    dtype,
    node,
  }));
  const mixed = autocasting();
  const again: Pull = (dy, wanted) =>
    rerun(() =>
      withGrad(() => withAutocast(mixed, () => pull(run, sources, nodes, { shape, dtype }, dy, wanted))),
    );
  const block = new Block(shape, dtype, nodes, kept(sources, remembered), again);
  const y = new Tensor(device, result.storage.retain(), shape, dtype, block);
  result.dispose();
  return y;
}

/** The result, outside the graph, and the nodes that the body used beside its inputs. */
function firstRun(run: Body, inputs: readonly Tensor[], first: number, remembered: Remembered) {
  try {
    return scope(() => {
      const y = run(...inputs.map(cutOff));
      return { result: y.detach(), used: usedBy(y.node, first) };
    });
  } catch (error) {
    remembered.release();
    throw error;
  }
}

type Source = Pick<Tensor, "device" | "storage" | "shape" | "dtype" | "node">;

/** Holds inputs as they are until backward, and what was made once. */
function kept(sources: readonly Source[], remembered: Remembered): BlockMemory {
  const inputs = sources.map(({ storage }) => ({ storage: storage.retain(), version: storage.version }));
  return {
    expect() {
      if (inputs.some(({ storage, version }) => storage.version !== version))
        throw new GraphError(
          "checkpoint: expected its inputs as they were in forward; got one changed in place since. " +
            "Ask for gradients before the change",
        );
    },
    release() {
      for (const { storage } of inputs) storage.release();
      remembered.release();
    },
  };
}

/** The same values as the start of a graph of its own. */
const cutOff = ({ device, storage, shape, dtype, node }: Source): Tensor =>
  new Tensor(device, storage.retain(), shape, dtype, node ? new Leaf(shape, node.dtype) : null);

/** Gradients of what a block used, by the names of `nodes`, from a graph of the body that stands for so long. */
function pull(
  body: Body,
  sources: readonly Source[],
  nodes: ReadonlyMap<string, Node>,
  result: Pick<Tensor, "shape" | "dtype">,
  dy: Storage,
  wanted: readonly string[],
): ReadonlyMap<string, Storage> {
  const made = new Map<string, Storage>();
  // The graph that the body's own tensors stand in is walked by whoever asked for these gradients.
  const first = nextId();
  scope(() => {
    const cut = sources.map(cutOff);
    const leaves = new Map<string, Node | null>(cut.map(({ node }, i) => [`input${i}`, node]));
    const targets = new Map(wanted.map((name) => [name, leaves.get(name) ?? nodes.get(name)!] as const));
    const y = body(...cut);
    if (!sameShape(y.shape, result.shape) || y.dtype !== result.dtype)
      throw new GraphError(
        `checkpoint: expected a body that makes the same result each time; got ${show(result.shape)} of ` +
          `${result.dtype} first, ${show(y.shape)} of ${y.dtype} in backward`,
      );
    const start = y.node && { node: y.node, dy: () => dy.retain() };
    const found = start && reverse(y.device, [start], [...targets.values()], false, first);
    for (const [name, node] of targets) made.set(name, found?.get(node) ?? filled(y.device, node, 0));
  });
  return made;
}

/** The nodes made before `first` that a graph rests on. */
function usedBy(y: Node | null, first: number): Node[] {
  const seen = new Set<Node>();
  const used: Node[] = [];
  const stack = y ? [y] : [];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    if (node.id < first) used.push(node);
    else stack.push(...node.inputs.values());
  }
  return used;
}
