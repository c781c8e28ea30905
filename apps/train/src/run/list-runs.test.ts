import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runsTable } from "../commands/runs.ts";
import { loadConfig } from "../config/load.ts";
import type { RunEvent } from "../events.ts";
import { fakeRun, holdingOut } from "../report/testing/fake-run.ts";
import { listRuns } from "./list-runs.ts";
import { Lock } from "./lock.ts";

const root = mkdtempSync(join(tmpdir(), "equipoise-runs-"));
const whole = fakeRun({ tasks: ["segmentation", "depth"], epochs: 6, stepsPerEpoch: 20 });

/** Writes the folder of a run that has got to some events. */
function write(
  name: string,
  events: readonly RunEvent[],
  set: readonly string[],
  files: readonly string[] = [],
): string {
  const folder = join(root, name);
  mkdirSync(join(folder, "predictions"), { recursive: true });
  writeFileSync(join(folder, "config.json"), JSON.stringify(loadConfig({ set })));
  writeFileSync(join(folder, "events.jsonl"), events.map((event) => `${JSON.stringify(event)}\n`).join(""));
  for (const file of files) writeFileSync(join(folder, file), "");
  return folder;
}

/** The events up to a step of training. */
const until = (step: number) =>
  whole.slice(
    0,
    whole.findIndex((event) => event.event === "step" && event.step > step),
  );

write("10", whole, [], ["model.safetensors", "report.html"]);
write(
  "9",
  until(45),
  ["data.dir=/data/nyu", "model.name=resnet-deeplab-mtan", "model.encoder=resnet18"],
  ["model.safetensors"],
);
new Lock(join(write("sub/busy", until(10), ["balancer.name=equal", "model.size=small"]), "run.lock"));
write("held", holdingOut(whole), ["data.heldOut=0.1"], ["model.safetensors", "report.html"]);
writeFileSync(join(write("broken-log", whole, []), "events.jsonl"), "?\n{}\n");
writeFileSync(join(write("broken-config", whole, []), "config.json"), "{");
writeFileSync(join(write("other-config", whole, []), "config.json"), '{"trian": {}}');
mkdirSync(join(root, "10/predictions/nested"), { recursive: true });
mkdirSync(join(root, "empty"));
symlinkSync(join(root, "10"), join(root, "link"));

test("lists runs at any depth, and neither links nor what lies in a run", () => {
  expect(listRuns(root).map(({ name, state }) => [name, state])).toEqual([
    ["9", "interrupted"],
    ["10", "finished"],
    ["broken-config", "unreadable"],
    ["broken-log", "unreadable"],
    ["held", "finished"],
    ["other-config", "unreadable"],
    ["sub/busy", "running"],
  ]);
});

test("tells of each what it is of, and how far it has come", () => {
  const facts = Object.fromEntries(listRuns(root).map((run) => [run.name, run.facts]));
  expect(facts["10"]).toMatchObject({
    data: "rooms",
    network: "tiny",
    balancer: "lsb",
    epochs: { done: 6, planned: 6 },
  });
  expect(facts["10"]!.evaluation!.metrics["segmentation"]!["miou"]).toBeCloseTo(0.42, 1);
  expect(facts["9"]).toMatchObject({
    data: "nyu",
    network: "resnet18-deeplab-mtan",
    epochs: { done: 2, planned: 6 },
  });
  expect(facts["9"]!.evaluation!.epoch).toBe(2);
  expect(facts["sub/busy"]).toMatchObject({ network: "small", balancer: "equal", epochs: { done: 0 } });
  expect(facts["broken-log"]).toBeNull();
});

test("shows what a run came to on its split, not on what it holds out", () => {
  const { metrics } = whole.findLast((event) => event.event === "eval")!;
  expect(listRuns(root).find(({ name }) => name === "held")!.facts!.evaluation).toEqual({
    epoch: 6,
    metrics,
  });
});

test("prints a line for each, and what cannot be read below them", () => {
  const lines = runsTable(listRuns(root)).trimEnd().split("\n");
  const cells = lines.map((line) => line.split(/ {2,}/));
  expect(cells[0]).toEqual([
    ...["run", "state", "data", "network", "balancer", "epochs"],
    ...["segmentation: mean IoU", "depth: absolute error"],
  ]);
  expect(cells[1]!.slice(0, 6)).toEqual([
    "9",
    "interrupted",
    "nyu",
    "resnet18-deeplab-mtan",
    "lsb",
    "2 of 6",
  ]);
  expect(cells[2]!.slice(6)).toEqual([
    expect.stringMatching(/^\d+\.\d %$/),
    expect.stringMatching(/^0\.\d+ m$/),
  ]);
  expect(cells[3]).toEqual(["broken-config", "unreadable"]);
  expect(lines.slice(8)).toEqual([
    `${join(root, "broken-config/config.json")}: expected the JSON of a run's configuration; got a file that is none`,
    `${join(root, "broken-log/events.jsonl")}, line 1: expected an event of a run; got ?`,
    `${join(root, "other-config/config.json")}: expected a known field; got trian. Did you mean train?`,
  ]);
});
