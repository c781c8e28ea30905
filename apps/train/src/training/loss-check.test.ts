import { expect, test } from "vitest";
import { checkEvaluation } from "./loss-check.ts";
import { TrainingError } from "./training-error.ts";

const at = { split: "val", step: 3 };

test("an evaluation may lack numbers, but each that it has is finite", () => {
  const losses = { depth: 1, normals: null };
  expect(() => checkEvaluation({ losses, metrics: { depth: { abs: null, rel: 2 } } }, at)).not.toThrow();
  expect(() => checkEvaluation({ losses: { depth: Number.NaN }, metrics: {} }, at)).toThrow(
    new TrainingError(
      "training: expected a finite loss of depth on val; got NaN after step 3. " +
        "Lower the learning rate, for example --set optimizer.lr=1e-4",
    ),
  );
  expect(() => checkEvaluation({ losses, metrics: { depth: { abs: Infinity } } }, at)).toThrow(
    "training: expected a finite abs of depth on val; got Infinity after step 3. Lower",
  );
});
