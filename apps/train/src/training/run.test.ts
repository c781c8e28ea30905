import { EncoderDecoder, Init } from "@equipoise/nn";
import { beforeAll, describe, expect, test } from "vitest";
import { loadConfig } from "../config/load.ts";
import type { EvalEvent, PeriodEvent, RunEvent, StepEvent } from "../events.ts";
import { testDevice } from "../testing/device.ts";
import { openDataset } from "./dataset.ts";
import { run } from "./run.ts";

const fields = [
  ...["data.width=16", "data.height=12", "data.train=8", "data.val=2", "train.batchSize=2", "train.epochs=4"],
  ...[
    "train.logEvery=3",
    "balancer.period=0.5",
    "balancer.beta.step=0.5",
    "balancer.priorities={depth: 2, segmentation: 1, normals: 1}",
  ],
];

async function eventsOf(set: readonly string[], watch?: (event: RunEvent) => void): Promise<RunEvent[]> {
  const device = await testDevice();
  const { dataset, config } = await openDataset(loadConfig({ set }));
  const network = new EncoderDecoder(new Init(device, config.train.seed), {
    size: "tiny",
    tasks: dataset.tasks,
  });
  const events: RunEvent[] = [];
  const onEvent = (event: RunEvent) => {
    events.push(event);
    watch?.(event);
  };
  await run({ config, dataset, device, network, onEvent });
  return events;
}

describe("run", () => {
  let events: RunEvent[];
  const of = <T extends RunEvent>(kind: T["event"]) =>
    events.filter((event): event is T => event.event === kind);
  beforeAll(async () => {
    events = await eventsOf(fields);
  });

  test("starts with start, ends with end, and logs at its intervals", () => {
    expect(events[0]).toMatchObject({
      event: "start",
      tasks: ["segmentation", "depth", "normals"],
      parameters: 106391,
    });
    expect(of<StepEvent>("step").map(({ step }) => step)).toEqual([3, 6, 9, 12, 15]);
    expect(of<EvalEvent>("eval").map(({ epoch }) => epoch)).toEqual([0, 1, 2, 3, 4]);
    expect(of<PeriodEvent>("period").map(({ step }) => step)).toEqual([2, 4, 6, 8, 10, 12, 14, 16]);
    expect(events.at(-1)).toMatchObject({ event: "end", epochs: 4, steps: 16 });
  });

  test("every weight can be recomputed from the means before it", () => {
    const share: Record<string, number> = { segmentation: 0.25, depth: 0.5, normals: 0.25 };
    const periods = of<PeriodEvent>("period");
    expect(periods[0]!.trained).toEqual(share);
    for (const [i, { period, means, overall, trained, weights, beta }] of periods.entries()) {
      expect(period).toBe(i + 1);
      const tasks = Object.keys(means);
      expect(tasks.reduce((sum, task) => sum + trained[task]! * means[task]!, 0) / overall).toBeCloseTo(
        1,
        12,
      );
      const before = periods[i - 1];
      expect(beta).toBeCloseTo(before ? 0.5 * i : 0, 12);
      if (before) expect(trained).toEqual(before.weights);
      const difficulty = (task: string) =>
        before ? (means[task]! / before.means[task]! / (overall / before.overall)) ** beta : 1;
      const alpha = 1 / tasks.reduce((sum, task) => sum + share[task]! * difficulty(task), 0);
      for (const task of tasks)
        expect(
          weights[task]! / ((alpha * share[task]! * overall * difficulty(task)) / means[task]!),
        ).toBeCloseTo(1, 9);
    }
  });

  test("steps report the weighted sum of their losses under the weights in force", () => {
    for (const { step, losses, overall } of of<StepEvent>("step")) {
      const { trained } = of<PeriodEvent>("period").find((period) => period.step >= step)!;
      const sum = Object.entries(losses).reduce((total, [task, loss]) => total + trained[task]! * loss!, 0);
      expect(overall).toBeCloseTo(sum, 12);
    }
  });

  test("reads back once for a line of losses and once for a period; steps between them read nothing", async () => {
    const device = await testDevice();
    let before = device.stats.readbacks;
    const read: string[] = [];
    await eventsOf([...fields, "train.epochs=2"], ({ event }) => {
      if (event !== "eval") read.push(`${event} ${device.stats.readbacks - before}`);
      before = device.stats.readbacks;
    });
    const [period, step] = ["period 1", "step 1"];
    expect(read).toEqual(["start 0", period, step, period, step, period, period, "end 0"]);
  });

  test("evaluations hold every metric", () => {
    for (const { metrics, losses } of of<EvalEvent>("eval")) {
      expect(Object.keys(losses)).toEqual(["segmentation", "depth", "normals"]);
      expect(
        Object.fromEntries(Object.entries(metrics).map(([task, values]) => [task, Object.keys(values)])),
      ).toEqual({
        segmentation: ["miou", "pixelAccuracy"],
        depth: ["abs", "rel", "rmse", "delta1"],
        normals: ["mean", "median", "within11_25", "within22_5", "within30"],
      });
    }
  });

  test("a second run of the same configuration gives the same numbers, another seed others", async () => {
    const numbers = (list: readonly RunEvent[]) =>
      list
        .filter(({ event }) => event === "eval" || event === "period")
        .map((event) => JSON.stringify(event));
    expect(numbers(await eventsOf(fields))).toEqual(numbers(events));
    expect(numbers(await eventsOf([...fields, "train.seed=1"]))).not.toEqual(numbers(events));
  });

  test("with equal weights every weight is 1 in every period", async () => {
    const others = fields.filter((field) => !/^balancer\.(beta|priorities)/.test(field));
    const equal = await eventsOf([...others, "train.epochs=1", "balancer.name=equal"]);
    for (const event of equal)
      if (event.event === "period") expect(Object.values(event.weights)).toEqual([1, 1, 1]);
  });
});
