import { type Dataset, heldOutSplit } from "@equipoise/datasets";
import { EncoderDecoder, Init } from "@equipoise/nn";
import { expect, test } from "vitest";
import { loadConfig } from "../config/load.ts";
import type { RunEvent } from "../events.ts";
import { decodeCheckpoint, encodeCheckpoint } from "../run/checkpoint.ts";
import { testDevice } from "../testing/device.ts";
import { openDataset } from "./dataset.ts";
import { run } from "./run.ts";
import type { RunOptions } from "./run-options.ts";

const fields = [
  ...["data.width=16", "data.height=12", "data.train=8", "data.val=2", "train.batchSize=2", "train.epochs=2"],
  ...["train.logEvery=1", "balancer.period=0.75", "checkpoint.everySteps=4"],
];
type Moment = Parameters<NonNullable<RunOptions["onMoment"]>>[0];

/** Stops a run while it reads an image. */
type StopAt = (split: string, name: string, step: number) => boolean;

/** What a run says and where it may be gone on from, from the beginning or a moment on. */
async function runFrom(set: readonly string[], from: Moment | null, stopAt: StopAt = () => false) {
  const device = await testDevice();
  const { dataset: opened, config } = await openDataset(loadConfig({ set: [...fields, ...set] }));
  const stop = new AbortController();
  let at = from?.position.step ?? 0;
  const dataset: Dataset = {
    ...opened,
    async sample(split, index) {
      const sample = await opened.sample(split, index);
      if (stopAt(split, sample.name, at)) stop.abort();
      return sample;
    },
  };
  const network = new EncoderDecoder(new Init(device, from ? 99 : 0), { size: "tiny", tasks: dataset.tasks });
  const events: RunEvent[] = [];
  const moments: Moment[] = [];
  const onMoment = (moment: Moment) => {
    moments.push(decodeCheckpoint(encodeCheckpoint({ ...moment, logBytes: 0 })));
  };
  await run({
    ...{ config, dataset, device, network, from, onMoment, signal: stop.signal },
    onEvent: (event) => events.push(event),
    onStep: (step) => {
      at = step;
    },
  });
  return {
    moments,
    said: events.map((event) => ({ ...event, ms: 0 })).filter(({ event }) => event !== "end"),
  };
}

test.each([
  ["lsb"],
  ["uw", "balancer.learningRate=0.1"],
  ["rlw"],
  ["stch", "balancer.warmup=0"],
  ["famo"],
  ["gradnorm", "balancer.learningRate=0.1"],
  ["nash-mtl", "balancer.every=3"],
  ["db-mtl"],
])("a run with %s goes on within a period as if it had not stopped", async (name, ...set) => {
  const assignments = [`balancer.name=${name}`, ...set];
  const whole = await runFrom(assignments, null);
  const moment = whole.moments.find(({ position }) => position.step === 4)!;
  const rest = await runFrom(assignments, moment);
  const before = whole.said.findIndex((event) => event.event === "step" && event.step === 5);
  // What is said of step 4 stands in the log by then, as may an evaluation.
  expect(rest.said.filter(({ event }) => event === "step")).toEqual(
    whole.said.slice(before).filter(({ event }) => event === "step"),
  );
  expect(rest.said.filter(({ event }) => event === "period")).toEqual(
    whole.said.slice(before).filter(({ event }) => event === "period"),
  );
  const last = (of: typeof whole) => ({ ...of.moments.at(-1)!.tensors });
  expect(last(rest)).toEqual(last(whole));
});

test("a run that holds images out says so after each evaluation, trains on none, and goes on as if it had not stopped", async () => {
  const set = ["data.heldOut=0.25", "data.workers=0"];
  const trained = new Set<string>();
  const held = new Set<string>();
  const whole = await runFrom(set, null, (split, name) => {
    if (split === "train") trained.add(name);
    if (split === heldOutSplit) held.add(name);
    return false;
  });
  expect([trained.size, held.size, new Set([...trained, ...held]).size]).toEqual([6, 2, 8]);
  expect(whole.said.flatMap((said) => ("split" in said ? [`${said.epoch} ${said.split}`] : []))).toEqual(
    [0, 1, 2].flatMap((epoch) => [`${epoch} val`, `${epoch} held-out`]),
  );
  // After the first epoch of 3 steps, between the evaluations of the two splits.
  const begun = await runFrom(set, null, (split, _, step) => split === heldOutSplit && step === 3);
  const moment = begun.moments.at(-1)!;
  expect(moment.position).toMatchObject({ step: 3, evaluated: 0 });
  const rest = await runFrom(set, moment);
  expect([...begun.said, ...rest.said]).toEqual(whole.said);
  expect({ ...rest.moments.at(-1)!.tensors }).toEqual({ ...whole.moments.at(-1)!.tensors });
});
