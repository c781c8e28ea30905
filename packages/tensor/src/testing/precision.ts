import type { Device } from "../device/device.ts";
import type { Dtype } from "../dtype.ts";
import { halfBits, halfValue } from "../half.ts";
import type { Op } from "../op.ts";
import type { Case } from "./contract.ts";

/** Element types that a case is run in, and what follows for its values. */
export interface Precision {
  readonly name: "f32" | "f16";
  readonly dtypes: Readonly<Record<string, Dtype>>;
  /** Error, relative to the scale of the result, that the rounding of inputs' and results' last digits explains. */
  readonly tolerance: number;
  /** The values that the device holds in place of those given. */
  round<V extends Readonly<Record<string, Float64Array>>>(values: V): V;
}

/** A rounding to half precision is off by 2⁻¹¹ at most; results are rounded, and so is what lies between two launches. */
const HALF_TOLERANCE = 2 ** -10;

/** A case's own element types; and halves in place of all its inputs that may be, where the adapter has them. */
export function precisions<I extends string, A, O extends string>(
  op: Op<I, A, O>,
  [, , asked]: Case<I, A, O>,
  device: Device,
): Precision[] {
  const own: Readonly<Record<string, Dtype | undefined>> = asked ?? {};
  const accepted: Readonly<Record<string, readonly Dtype[] | undefined>> = op.dtypes ?? {};
  const typed = (choose: (name: string) => Dtype | undefined) =>
    Object.fromEntries(
      op.inputs.map((name): [string, Dtype] => [name, choose(name) ?? accepted[name]?.[0] ?? "f32"]),
    );
  const single: Precision = {
    name: "f32",
    dtypes: typed((name) => own[name]),
    tolerance: 0,
    round: (values) => values,
  };
  const mayBeHalf = (name: string) => accepted[name]?.includes("f16") && accepted[name]?.includes("f32");
  if (!device.profile.f16 || Object.keys(own).length > 0 || !op.inputs.some(mayBeHalf)) return [single];
  const dtypes = typed((name) => (mayBeHalf(name) ? "f16" : undefined));
  const round: Precision["round"] = (values) =>
    Object.fromEntries(
      Object.entries(values).map(([name, data]) => [
        name,
        (dtypes[name] ?? "f16") === "f16" ? data.map((value) => halfValue(halfBits(value))) : data,
      ]),
    ) as typeof values;
  return [single, { name: "f16", dtypes, tolerance: HALF_TOLERANCE, round }];
}
