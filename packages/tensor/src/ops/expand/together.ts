import { commonDevice } from "../../apply.ts";
import { ShapeError } from "../../errors.ts";
import { broadcast, type Shape, sameShape } from "../../shape.ts";
import type { Tensor } from "../../tensor.ts";
import { expand } from "./expand.ts";

/**
 * Tensors of the one shape that all of them broadcast to: copies of those that repeat. Made within a scope, which frees
 * them.
 *
 * @throws {ShapeError} if they do not fit, or one is no tensor. @throws {DeviceError} if they are on several devices.
 */
export function together<Tensors extends Readonly<Record<string, Tensor>>>(
  op: string,
  tensors: Tensors,
): Tensors {
  const given = Object.entries(tensors);
  commonDevice(op, given);
  const shape = given.reduce<Shape | null>((so, [, x]) => so && broadcast(so, x.shape), []);
  if (!shape) {
    const names = given.map(([name]) => name);
    throw new ShapeError(
      op,
      `${names.slice(0, -1).join(", ")} and ${names.at(-1)} of extents that are equal or 1, from the last axis on`,
      Object.fromEntries(given.map(([name, x]) => [name, x.shape])),
    );
  }
  return Object.fromEntries(
    given.map(([name, x]) => [name, sameShape(x.shape, shape) ? x : expand(x, shape)]),
  ) as Tensors;
}
