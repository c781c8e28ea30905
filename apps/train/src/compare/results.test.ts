import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseConfig } from "../config/parse.ts";
import type { EvalEvent, RunEvent } from "../events.ts";
import { fakeRun } from "../report/testing/fake-run.ts";
import type { Cell } from "./cells.ts";
import { ExperimentError } from "./experiment-error.ts";
import { readResults } from "./results.ts";

const root = mkdtempSync(join(tmpdir(), "equipoise-results-"));
const config = parseConfig({}, "test");

/** A run that has left some events. */
function cellOf(folder: string, events: readonly RunEvent[]): Cell {
  mkdirSync(join(root, folder));
  writeFileSync(
    join(root, folder, "events.jsonl"),
    events.map((event) => `${JSON.stringify(event)}\n`).join(""),
  );
  return { method: "equal", task: null, seed: 0, config, folder };
}

/** A log in which each evaluation is followed by one of what is held out, whose losses are lowest after an epoch. */
const choosing = (best: number, loss: (distance: number) => number | null) =>
  fakeRun({ tasks: ["segmentation", "depth"], epochs: 6, stepsPerEpoch: 4 }).flatMap((event): RunEvent[] => {
    if (event.event !== "eval") return [event];
    const value = loss(Math.abs(event.epoch - best));
    const losses = { segmentation: value, depth: value };
    // Numbers that are nobody's results.
    return [event, { ...event, split: "held-out", losses, metrics: { segmentation: { miou: -1 } } }];
  });

const heldOut = { selection: "held-out", lastEvaluations: null } as const;

test("the results of a run are its evaluation at the epoch that is best on what it holds out, or its last", () => {
  const events = choosing(4, (distance) => 1 + distance);
  const cell = cellOf("a", events);
  const onVal = (at: number) =>
    events.find(
      (event): event is EvalEvent => event.event === "eval" && event.epoch === at && event.split === "val",
    )!.metrics;
  const [chosen] = readResults(root, [cell], heldOut);
  expect(chosen).toMatchObject({ epochs: [4], metrics: onVal(4) });
  const [last] = readResults(root, [cell], { selection: "last", lastEvaluations: null });
  expect(last).toMatchObject({ epochs: [6], metrics: onVal(6) });
});

test("a run that has nothing to choose by is refused", () => {
  const cell = cellOf(
    "b",
    choosing(4, () => null),
  );
  expect(() => readResults(root, [cell], heldOut)).toThrow(
    new ExperimentError(
      "b: expected a loss on images held out to choose an epoch by; got none. " +
        "Hold out more with data.heldOut, or select by the last evaluations",
    ),
  );
});
