import { commonDevice } from "../../apply.ts";
import type { Storage } from "../../device/storage.ts";
import { isFloating } from "../../dtype.ts";
import { ShapeError } from "../../errors.ts";
import { linear } from "../../grid.ts";
import { float, type Launch } from "../../op.ts";
import { Tensor } from "../../tensor.ts";
import merge from "./merge.wgsl";
import parts from "./parts.wgsl";
import scale from "./scale.wgsl";

/** Gradients in a list, or by the names of their parameters. */
export type Gradients = readonly Tensor[] | Readonly<Record<string, Tensor>>;

export interface GradNormOptions {
  /** 2 for the length of all gradients as one vector, Infinity for the largest magnitude; default 2. */
  readonly normType?: number;
}

/** Fours that one invocation sums up at least, and parts that keep a GPU busy. */
const FOURS_PER_PART = 32;
const ENOUGH_PARTS = 65_536;

/**
 * The norm of all gradients together, as of one vector: Σ of the squares of all elements, √ of it; with `normType`
 * Infinity the largest magnitude. Nothing is read back, and it can be captured with a step.
 *
 * The sum is of blocks of sums, in an order that depends on shapes alone. One that is beyond f32 is Infinity, as in
 * PyTorch.
 *
 * @param gradients of `f32` or `f16`, any shapes
 * @returns a scalar of `f32`
 * @throws {ShapeError} if there are none, one is of integers, or `normType` is another number.
 * @throws {DeviceError} if they are on several devices.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.get_total_norm.html
 */
export const gradNorm = (gradients: Gradients, { normType = 2 }: GradNormOptions = {}): Tensor =>
  normOf("gradNorm", gradients, normType);

/**
 * Scales all gradients in place by min(1, maxNorm / (norm + 1e-6)), where `norm` is that of all of them together, so that
 * it is at most `maxNorm`. Nothing is read back, and it can be captured with a step.
 *
 * Where the norm is infinite the gradients become 0, and NaN where they were not finite; where it is NaN they all become
 * NaN: as in PyTorch with `error_if_nonfinite=False`.
 *
 * @param gradients of `f32` or `f16`, any shapes
 * @param maxNorm a constant of the program
 * @returns the norm before, a scalar of `f32`
 * @throws {ShapeError} if there are none, one is of integers, `maxNorm` is negative, or `normType` is another number.
 * @throws {DeviceError} if they are on several devices.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.clip_grad_norm_.html
 */
export function clipGradNorm(
  gradients: Gradients,
  maxNorm: number,
  { normType = 2 }: GradNormOptions = {},
): Tensor {
  if (!(maxNorm >= 0)) throw new ShapeError("clipGradNorm", "maxNorm >= 0", { maxNorm });
  return normOf("clipGradNorm", gradients, normType, maxNorm);
}

/** Records the launches of a norm, and, if there is a `maxNorm`, of scaling to it. */
function normOf(name: string, gradients: Gradients, normType: number, maxNorm?: number): Tensor {
  if (normType !== 2 && normType !== Number.POSITIVE_INFINITY)
    throw new ShapeError(name, "normType of 2 or Infinity", { normType });
  const given = Object.entries(gradients).map(([key, tensor]) => [`gradient ${key}`, tensor] as const);
  if (given.length === 0) throw new ShapeError(name, "at least one gradient", { gradients: 0 });
  for (const [key, { dtype }] of given)
    if (!isFloating(dtype)) throw new ShapeError(name, "gradients of f32 or f16", { [key]: dtype });
  const device = commonDevice(name, given);

  const constants = { LARGEST: Number(normType !== 2) };
  const counts = given.map(([, { size }]) => partsOf(size));
  const all = counts.reduce((a, b) => a + b);
  let offset = 0;
  const launches = given.map(([key, { size, dtype }], i): Launch => {
    const launch = {
      code: parts,
      real: dtype,
      reads: [key],
      // The first makes the memory for the parts of all; its binding is the same.
      ...(i === 0 ? { writes: { partials: { shape: [all] } } } : { updates: ["partials"], writes: {} }),
      params: { size, parts: counts[i]!, offset },
      constants,
      grid: linear(counts[i]!),
    };
    offset += counts[i]!;
    return launch;
  });
  launches.push({
    code: merge,
    reads: ["partials"],
    writes: { norm: { shape: [] }, coefficient: { shape: [] } },
    params: { parts: all, maxNorm: float(maxNorm ?? Number.POSITIVE_INFINITY) },
    constants,
    grid: [1, 1, 1],
  });
  if (maxNorm !== undefined)
    for (const [key, { size, dtype }] of given)
      launches.push({
        code: scale,
        real: dtype,
        reads: ["coefficient"],
        updates: [key],
        writes: {},
        params: { size },
        grid: linear(size / 4),
      });

  const tensors = new Map<string, Storage>(given.map(([key, { storage }]) => [key, storage]));
  device.launch(name, launches, tensors);
  for (const temporary of ["partials", "coefficient"]) tensors.get(temporary)!.release();
  return new Tensor(device, tensors.get("norm")!, [], "f32");
}

function partsOf(elements: number): number {
  const fours = Math.ceil(elements / 4);
  return Math.ceil(fours / Math.max(FOURS_PER_PART, fours / ENOUGH_PARTS));
}
