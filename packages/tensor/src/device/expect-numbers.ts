import { ShapeError } from "../errors.ts";
import type { Launch, Param } from "../op.ts";

/**
 * Callers without types hand over options that are none: as a parameter of a kernel a word would be NaN without a
 * sound, and an integer that does not fit 32 bits another one.
 *
 * @throws {ShapeError} unless parameters and constants are numbers that a kernel can hold.
 */
export function expectNumbers(op: string, launches: readonly Launch[]): void {
  for (const { params, constants } of launches) {
    for (const name in params) if (!fits(params[name]!)) refuse(op, name, params[name]!);
    for (const name in constants) if (!Number.isFinite(constants[name])) refuse(op, name, constants[name]!);
  }
}

const fits = (param: Param): boolean =>
  typeof param === "object"
    ? typeof param.f32 === "number"
    : Number.isInteger(param) && param >= -(2 ** 31) && param < 2 ** 32;

function refuse(op: string, name: string, param: Param): never {
  const value = typeof param === "object" ? param.f32 : param;
  throw new ShapeError(op, "options of numbers that a kernel can hold", { [name]: value });
}
