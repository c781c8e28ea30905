import { expect, test } from "vitest";
import { fakeRun, holdingOut } from "../report/testing/fake-run.ts";
import { summary } from "./summary.ts";

const run = fakeRun({ tasks: ["segmentation", "depth"], epochs: 3, stepsPerEpoch: 4 });

test("what a run holds out changes nothing of what is shown as its result", () => {
  expect(summary(run)).toMatch(/^ +before +after\nsegmentation: loss +2\.\d+ +/);
  expect(summary(holdingOut(run))).toBe(summary(run));
});

test("what is held out can be looked at alone", () => {
  const [held] = holdingOut(run).filter((event) => event.event === "eval" && event.split === "held-out");
  expect(summary([held!])).toMatch(/^ +value\nsegmentation: loss/);
});
