import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { clock, createProgress } from "./progress.ts";

test.each([
  [0.4, "0:00"],
  [65, "1:05"],
  [59.7, "1:00"],
  [3600.2, "60:00"],
])("%d seconds read %s", (seconds, text) => {
  expect(clock(seconds)).toBe(text);
});

test("the bar of a run that goes on begins where the run does, and knows of no time left before a step is made", () => {
  const output = Object.assign(new PassThrough(), { isTTY: true });
  const progress = createProgress(output, { batchSize: 2, epochs: 10 });
  progress.step(501, 1000, { depth: 1 });
  progress.stop();
  expect(String(output.read())).toContain("50% | epoch 6 | ? left");
});
