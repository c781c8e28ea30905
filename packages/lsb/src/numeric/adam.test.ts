import { expect, test } from "vitest";
import { perTask } from "../per-task.ts";
import { adam, type Learned, learned } from "./adam.ts";

test("PyTorch's numbers", () => {
  // x = torch.tensor([1., -2.], dtype=torch.float64, requires_grad=True)
  // o = torch.optim.Adam([x], lr=0.1, betas=(0.8, 0.99), eps=1e-3, weight_decay=0.01)
  // for n in range(3): o.zero_grad(); (x**3).sum().backward(); o.step(); print(x.tolist())
  const options = { learningRate: 0.1, beta1: 0.8, beta2: 0.99, epsilon: 1e-3, weightDecay: 0.01 };
  let state: Learned = { ...learned(["a", "b"], 1), values: { a: 1, b: -2 } };
  const seen = Array.from({ length: 3 }, () => {
    state = adam(
      state,
      perTask(["a", "b"], (task) => 3 * state.values[task]! ** 2),
      options,
    );
    return state.values;
  });
  expect(seen).toEqual([
    { a: expect.closeTo(0.9000332115576221, 14), b: expect.closeTo(-2.0999916534512977, 14) },
    { a: expect.closeTo(0.8017196779497091, 14), b: expect.closeTo(-2.200381779896007, 14) },
    { a: expect.closeTo(0.706332749393437, 14), b: expect.closeTo(-2.301412109224472, 14) },
  ]);
});
