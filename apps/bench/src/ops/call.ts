import type { AdapterProfile, Call, Dtype } from "@equipoise/tensor";
import type { Contract } from "./contracts.ts";

/** A call as an op's record plans it. */
export type AnyCall = Call<string, unknown, string>;

/** Element types in which a call can be measured. */
export type Precision = "f32" | "f16";

/** One of a contract's calls to measure; `null` in half precision where no input has it. */
export function callOf(
  { op, bench }: Contract,
  name: string,
  adapter: AdapterProfile,
  precision: Precision,
): AnyCall | null {
  const [shapes, attrs, asked = {}] = bench[name]!;
  const given = op.inputs.filter((input) => shapes[input]);
  const typeOf = (input: string): Dtype => {
    const accepted = op.dtypes?.[input] ?? ["f32"];
    const first = asked[input] ?? accepted[0]!;
    return first === "f32" && precision === "f16" && accepted.includes("f16") ? "f16" : first;
  };
  const dtypes = Object.fromEntries(given.map((input) => [input, typeOf(input)]));
  if (precision === "f16" && !Object.values(dtypes).includes("f16")) return null;
  return { shapes, attrs, dtypes, y: op.shape(shapes, attrs), adapter };
}
