import { expect, test } from "vitest";
import { gramMatrix } from "../gram.ts";
import type { StepBalancer } from "../step-balancer.ts";
import { caGrad } from "./cagrad.ts";
import { imtlG } from "./imtl-g.ts";
import { nashMtl } from "./nash-mtl.ts";
import { pcGrad } from "./pcgrad.ts";

const cases: readonly (readonly [string, StepBalancer, readonly number[]])[] = [
  ["CAGrad(c=0.5)", caGrad({ rescale: "none" }), [0.1835, 1.2041, 1.2041]],
  ["NashMTL(n_tasks=2)", nashMtl(), [0.0542, 0.7061, 0.7061]],
  ["IMTLG()", imtlG(), [0.0767, 1, 1]],
  ["PCGrad()", pcGrad(), [0.5848, 3.8012, 3.8012]],
];

test.each(cases)("the update of the example in TorchJD's documentation: %s", (_, balancer, update) => {
  const gradients = { a: [-4, 1, 1], b: [6, 1, 1] };
  const seen = { losses: { a: 1, b: 1 }, gram: gramMatrix(gradients) };
  const { weights } = balancer.step(balancer.init(["a", "b"]), seen);
  const along = update.map((_, i) => weights["a"]! * gradients.a[i]! + weights["b"]! * gradients.b[i]!);
  expect(along).toEqual(update.map((value) => expect.closeTo(value, 4)));
});
