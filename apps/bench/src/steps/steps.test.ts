import { Conv2d, Init, Sgd } from "@equipoise/nn";
import { type Device, mean } from "@equipoise/tensor";
import { expect, test } from "vitest";
import type { StepFacts } from "../bench.ts";
import { nullDevice } from "../measuring-device.ts";
import { filled } from "../ops/values.ts";
import { testAdapter, testDevice } from "../testing/device.ts";
import { deepLab } from "./deep-lab.ts";
import { descent } from "./descent.ts";
import { trainingSteps } from "./index.ts";
import { runnerOf } from "./runner.ts";
import { stepBench } from "./step-bench.ts";
import type { TrainingStep } from "./training-step.ts";

const tiny: TrainingStep = {
  network: "one layer",
  case: "1 image of 4x4",
  make(device) {
    const layer = new Conv2d(new Init(device, 0), 1, 2, { kernelSize: 3 });
    const image = filled(device, [1, 1, 4, 4], "f32");
    return descent(
      layer,
      (trained) => new Sgd(trained),
      () => mean(layer.forward(image)),
    );
  },
};

test("a step is measured eager and captured, with what it takes of the host and of memory", async () => {
  const bench = stepBench(tiny, testAdapter);
  expect(bench.labels).toEqual([
    { op: "one layer", case: "1 image of 4x4", pass: "eager", dtype: "f32" },
    { op: "one layer", case: "1 image of 4x4", pass: "captured", dtype: "f32" },
  ]);
  const { clock, works, facts, close } = await bench.open([0, 1]);
  const times = await clock.round(works);
  for (const ms of times) expect(ms).toBeGreaterThan(0);
  for (const fact of facts) {
    expect(fact).toMatchObject({ kind: "step", submits: 1 });
    const { overLeast, ...others } = fact as StepFacts;
    for (const value of Object.values(others).slice(1)) expect(value).toBeGreaterThan(0);
  }
  const [eager, captured] = facts as [StepFacts, StepFacts];
  expect(eager.overLeast).toBe(null);
  expect(captured.overLeast).toBeGreaterThanOrEqual(0);
  expect(captured.dispatches).toBeLessThanOrEqual(eager.dispatches);
  close();
});

test("a step that nobody asked for is not begun", async () => {
  const made: Device[] = [];
  const counted: TrainingStep = {
    ...tiny,
    make(device) {
      made.push(device);
      return tiny.make(device);
    },
  };
  const { works, facts, close } = await stepBench(counted, testAdapter).open([1]);
  expect([works.length, facts.length]).toEqual([1, 1]);
  expect(made).toHaveLength(2); // on the adapter, and on the null backend for the host's time
  close();
});

test.each(
  trainingSteps.filter(({ large }) => !large).map((step) => [`${step.network}, ${step.case}`, step] as const),
)("%s: can be recorded, and captured to one submit", async (_, step) => {
  const device = await nullDevice((await testDevice()).profile);
  for (const mode of ["eager", "captured"] as const) {
    const { run: work } = await runnerOf(step, device, mode);
    work();
    const { submits } = device.stats;
    work();
    expect(device.stats.submits - submits).toBeGreaterThanOrEqual(1);
    if (mode === "captured") expect(device.stats.submits - submits).toBe(1);
  }
  await device.synchronize();
  device.destroy();
});

test("a large step, at a size that is none, can be captured to one submit", async () => {
  const device = await nullDevice((await testDevice()).profile);
  const { run: work } = await runnerOf(deepLab(18, { images: 2, height: 9, width: 9 }), device, "captured");
  const { submits } = device.stats;
  work();
  await device.synchronize();
  expect(device.stats.submits - submits).toBe(1);
  device.destroy();
});

test("steps have names of their own", () => {
  const names = trainingSteps.map((step) => `${step.network}, ${step.case}`);
  expect(new Set(names).size).toBe(names.length);
});
