import { size } from "../shape.ts";
import type { Case, Contract } from "./contract.ts";
import { uniform } from "./vectors.ts";

/** Values for the inputs of a case: those that its contract asks for, else numbers of [-1, 1). */
export function sampleInputs<I extends string, A, O extends string>(
  contract: Contract<I, A, O>,
  example: Case<I, A, O>,
) {
  const [shapes, attrs] = example;
  const inputs: Record<string, Float64Array> = {};
  contract.op.inputs.forEach((key, i) => {
    const shape = (shapes as Readonly<Record<string, readonly number[] | undefined>>)[key];
    if (!shape) return;
    const sample = contract.sample?.[key];
    inputs[key] = sample ? sample(size(shape), i, { shapes, attrs }) : uniform(size(shape), i);
  });
  return inputs;
}
