import { rooms } from "@equipoise/datasets";
import { expect, test } from "vitest";
import { assignmentsAsked } from "../config/load.ts";
import { parseConfig } from "../config/parse.ts";
import { cellsOf } from "./cells.ts";
import type { Experiment } from "./experiment.ts";

const { tasks } = rooms({ seed: 0, train: 1, val: 1, width: 8, height: 6 });
const { data } = parseConfig({}, "test");

/** Two methods and single tasks, and what is typed besides. */
const experiment = (...set: readonly string[]): Experiment => ({
  shared: assignmentsAsked({ set }, "."),
  seeds: [0],
  single: true,
  selection: "last",
  lastEvaluations: null,
  methods: ["lsb", "uw-so"].map((name) => ({
    name,
    fields: [{ path: ["balancer", "name"], value: name, source: name }],
  })),
});

test("what is typed has to have an effect in one of the runs, not in all of them", () => {
  const cells = cellsOf(experiment("balancer.temperature=4"), tasks, data);
  expect(cells.map(({ method, task }) => task ?? method)).toEqual([
    ...["segmentation", "depth", "normals", "lsb", "uw-so"],
  ]);
  expect(cells.at(-1)!.config.balancer.temperature).toBe(4);
  expect(() => cellsOf(experiment("balancer.alpha=4"), tasks, data)).toThrow(
    "--set balancer.alpha=4: expected a field that has an effect; balancer.alpha has one where balancer.name is " +
      "gradnorm; got equal",
  );
});
