import { describe, expect, test } from "vitest";
import { type Gram, gramMatrix, mgda } from "./index.ts";

const refusal = (name: string, message: string) => expect.objectContaining({ name, message });

test("the products of flat gradients, of any kind of array", () => {
  const gram = gramMatrix({ a: Float32Array.of(1, 2, 3), b: [4, 0, -1] });
  expect(gram).toEqual({ a: { a: 14, b: 1 }, b: { a: 1, b: 17 } });
});

test("gradients of different weights", () => {
  const message =
    'gramMatrix: expected gradients of one length; got tasks ["a","b"], lengths ["1","2"]. ' +
    "Take the gradients of all tasks by the same weights.";
  expect(() => gramMatrix({ a: [1], b: [1, 2] })).toThrow(refusal("ConfigError", message));
});

describe("refuses a matrix", () => {
  const step = (gram?: Gram, losses: Record<string, number | null> = { a: 1, b: 1 }) => {
    const balancer = mgda();
    return balancer.step(balancer.init(["a", "b"]), { losses, gram }).weights;
  };
  const pairs = "mgda: expected gram with a product for each pair of labelled tasks; got";
  const finite = "mgda: expected finite products of gradients, squares not below 0; got";
  const diverged = "If the losses are finite, training diverged: lower the learning rate.";
  const pass = "Pass gramMatrix of the tasks' gradients.";

  test.each([
    [undefined, "ConfigError", `${pairs} task "a", with "a", product undefined. ${pass}`],
    [{ a: { a: 1 } }, "ConfigError", `${pairs} task "b", with "b", product undefined. ${pass}`],
    [
      { a: { a: 1 }, b: { a: 1, b: 1 } },
      "ConfigError",
      `${pairs} task "a", with "b", product undefined. ${pass}`,
    ],
    [
      { a: { a: 1, b: Number.NaN }, b: { a: 1, b: 1 } },
      "LossError",
      `${finite} task "a", with "b", period 1, product NaN. ${diverged}`,
    ],
    [
      { a: { a: -1, b: 0 }, b: { a: 0, b: 1 } },
      "LossError",
      `${finite} task "a", with "a", period 1, product -1. ${diverged}`,
    ],
    [
      { a: { a: 1, b: 0.5 }, b: { a: 0.4, b: 1 } },
      "LossError",
      `mgda: expected a symmetric gram; got task "a", with "b", product 0.5, reversed 0.4. ${pass}`,
    ],
  ])("%j", (gram, name, message) => {
    expect(() => step(gram)).toThrow(refusal(name, message));
  });

  test("and makes of two products that differ in their last digits one", () => {
    const [one, other] = [1e-4, 3e-4];
    const there = step({ a: { a: 1, b: one }, b: { a: other, b: 2 } });
    expect(step({ a: { a: 1, b: other }, b: { a: one, b: 2 } })).toEqual(there);
    expect(step({ a: { a: 1, b: 2e-4 }, b: { a: 2e-4, b: 2 } })).toEqual(there);
  });

  test("but not for the last digits of single precision, nor for tasks without a label", () => {
    expect(step({ a: { a: 1, b: 1e-7 }, b: { a: 0, b: 1 } })["a"]).toBeCloseTo(0.5, 7);
    expect(step({ a: { a: 1 } }, { a: 1, b: null })).toEqual({ a: 1, b: 0 });
  });
});
