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
  ...["data.width=16", "data.height=12", "data.train=8", "data.val=2", "train.batchSize=2", "train.epochs=3"],
  ...["train.logEvery=1", "balancer.period=0.75", "checkpoint.everySteps=4"],
];
type Moment = Parameters<NonNullable<RunOptions["onMoment"]>>[0];

/** What a run says and where it may be gone on from, from the beginning or a moment on. */
async function runFrom(set: readonly string[], from: Moment | null) {
  const device = await testDevice();
  const { dataset, config } = await openDataset(loadConfig({ set: [...fields, ...set] }));
  const network = new EncoderDecoder(new Init(device, from ? 99 : 0), { size: "tiny", tasks: dataset.tasks });
  const events: RunEvent[] = [];
  const moments: Moment[] = [];
  const onMoment = (moment: Moment) => {
    moments.push(decodeCheckpoint(encodeCheckpoint({ ...moment, logBytes: 0 })));
  };
  await run({ config, dataset, device, network, from, onEvent: (event) => events.push(event), onMoment });
  return {
    moments,
    said: events.map((event) => ({ ...event, ms: 0 })).filter(({ event }) => event !== "end"),
  };
}

test.each([
  ["lsb"],
  ["uw", "balancer.learningRate=0.1"],
  ["rlw"],
  ["stch", "balancer.warmup=1"],
  ["famo"],
  ["gradnorm", "balancer.learningRate=0.1"],
  ["pcgrad"],
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
