import { describe, expect, test } from "vitest";
import { drive } from "../testing/drive.ts";
import { gradNorm } from "./gradnorm.ts";

describe("GradNorm", () => {
  const gradients = { slow: [3, 0], fast: [0, 0.5] };
  const train = (form: "softmax" | "direct", alpha: number) => {
    const warm = [{ losses: { slow: 1, fast: 1 }, gradients }];
    const steps = Array.from({ length: 1500 }, () => ({ losses: { slow: 0.9, fast: 0.5 }, gradients }));
    return drive(gradNorm({ form, alpha, learningRate: 0.01 }), ["slow", "fast"], [warm, steps]).weights.at(
      -1,
    )!.weights;
  };

  test.each(["softmax", "direct"] as const)("alpha = 0 brings gradients to one length: %s", (form) => {
    const w = train(form, 0);
    expect((w["slow"]! * 3) / (w["fast"]! * 0.5)).toBeCloseTo(1, 1);
    expect(w["slow"]! + w["fast"]!).toBeCloseTo(2, 12);
  });

  test.each(["softmax", "direct"] as const)("alpha > 0 favours the task that lags behind: %s", (form) => {
    const w = train(form, 1);
    expect((w["slow"]! * 3) / (w["fast"]! * 0.5)).toBeCloseTo(0.9 / 0.5, 1);
  });

  test("a weight that would fall to 0", () => {
    const balancer = gradNorm({ form: "direct", learningRate: 2 });
    const seen = { losses: { a: 1, b: 1 }, gram: gramOf2 };
    const message =
      'gradnorm: expected a weight above 0; got task "a", period 1, weight -0.9999999979999998. Lower learningRate, or take the form softmax.';
    expect(() => balancer.step(balancer.init(["a", "b"]), seen)).toThrow(
      expect.objectContaining({ name: "LossError", message }),
    );
  });
  const gramOf2 = { a: { a: 100, b: 0 }, b: { a: 0, b: 1 } };
});
