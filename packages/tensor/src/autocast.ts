import { expectDtype } from "./create.ts";
import type { Device } from "./device/device.ts";
import { type Dtype, isFloating } from "./dtype.ts";
import type { AnyOp } from "./op.ts";
import { cast } from "./ops/cast/cast.ts";
import { expectSynchronous } from "./synchronous.ts";
import type { Tensor } from "./tensor.ts";

let depth = 0;

/** Whether calls of ops choose their precision themselves now. */
export const autocasting = (): boolean => depth > 0;

/**
 * Runs `body` in mixed precision: convolutions and products of matrices work on halves, their `f32` inputs cast on the
 * way; whatever needs more digits (losses, softmax, statistics) gets `f32`. Parameters stay `f32`, and so do their
 * gradients. Losses should be scaled up before backward, lest small gradients vanish: `GradScaler` of `@equipoise/nn`.
 *
 * `body` must not be asynchronous. Backward needs no autocast: it works in the types of forward.
 *
 * @throws {DeviceError} if the adapter has no half precision.
 * @throws {TypeError} if `body` returns a promise.
 * @see PyTorch `torch.autocast`; Micikevicius et al. 2018, arXiv 1710.03740
 */
export function autocast<T>(device: Device, body: () => T): T {
  expectDtype("autocast", device, "f16");
  depth++;
  try {
    return expectSynchronous("autocast", body());
  } finally {
    depth--;
  }
}

/** What a call under autocast gets in place of its inputs, and the casts among it, for the caller to dispose of. */
export function adapted<Name extends string>(
  op: AnyOp,
  given: readonly (readonly [Name, Tensor])[],
): { readonly given: readonly (readonly [Name, Tensor])[]; readonly casts: readonly Tensor[] } {
  const casts: Tensor[] = [];
  const accepts = (name: Name, dtype: Dtype) => (op.dtypes?.[name] ?? ["f32"]).includes(dtype);
  const mayBeHalf = given.filter(([name, { dtype }]) => isFloating(dtype) && accepts(name, "f16"));
  const half = op.prefersHalf || mayBeHalf.every(([, { dtype }]) => dtype === "f16");
  const result = given.map(([name, x]): readonly [Name, Tensor] => {
    if (!isFloating(x.dtype)) return [name, x];
    const dtype = half && accepts(name, "f16") ? "f16" : accepts(name, "f32") ? "f32" : x.dtype;
    if (dtype === x.dtype) return [name, x];
    // A cast is a call of an op itself, and chooses nothing.
    const made = withAutocast(false, () => cast(x, dtype));
    casts.push(made);
    return [name, made];
  });
  return { given: result, casts };
}

/** Runs `body` under autocast or not, whatever holds around it. */
export function withAutocast<T>(on: boolean, body: () => T): T {
  const before = depth;
  depth = on ? 1 : 0;
  try {
    return body();
  } finally {
    depth = before;
  }
}
