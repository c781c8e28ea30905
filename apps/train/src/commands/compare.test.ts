import { fork } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { buttonsOf, openPage } from "../report/testing/open-page.ts";
import { build, command, main, newFolder, smallest } from "../testing/command.ts";
import { spawnRun } from "../testing/spawned-run.ts";

const folder = newFolder();
const at = (...names: string[]) => join(folder, ...names);
const shared = {
  data: { width: 16, height: 12, train: 6, val: 2, workers: 0 },
  train: { epochs: 2, batchSize: 2, logEvery: 1 },
  checkpoint: { everySteps: 1 },
  eval: { pictures: 0 },
};
const experiment = {
  config: shared,
  seeds: [0],
  single: false,
  methods: { "all alike": { balancer: { name: "equal" } }, LSB: {} },
};
writeFileSync(at("lab.json"), JSON.stringify(experiment));

let said = "";

beforeAll(async () => {
  build();
  const { by, output } = await spawnRun(folder, ["compare", "lab.json", "--out", "whole"]);
  expect(by, output).toBe(0);
  said = output;
});

describe("compare", () => {
  test("trains every method with every seed, and says what each came to", () => {
    const csv = readFileSync(at("whole/results.csv"), "utf8").trimEnd().split("\n");
    expect(csv[0]).toBe("method,seed,task,metric,value");
    expect(new Set(csv.slice(1).map((line) => line.split(",")[0]))).toEqual(new Set(["all alike", "LSB"]));
    const table = readFileSync(at("whole/table.md"), "utf8").trimEnd().split("\n");
    expect(table.filter((line) => !/^\| (---|all alike|LSB) /.test(line))).toEqual([
      "| method | Δp | Δm | mean rank | ms a step | MiB |",
      "",
      "| segmentation | mean IoU | pixel accuracy |",
      "",
      "| depth | absolute error | relative error |",
      "",
      "| normals | mean angle | median angle | within 11.25° | within 22.5° | within 30° |",
    ]);
    expect(table).toHaveLength(7 + 4 * 3);
    expect(table[2]).toMatch(/^\| all alike \| – \| – \| [12]\.\d\d \| /);
    for (const run of ["all-alike", "lsb"])
      expect(existsSync(at("whole/runs", run, "seed-0/report.html"))).toBe(true);
  });

  test("ends with a report of all methods", () => {
    const path = at("whole/report.html");
    expect(said.endsWith(`\ntable: ${at("whole/table.md")}\nreport: ${path}\n`)).toBe(true);
    const report = readFileSync(path, "utf8");
    for (const name of ["all alike", "LSB"])
      expect(report).toMatch(new RegExp(`<th scope="row"><span class="task"[^>]*>${name}</span></th><td>`));
    expect(report).toContain("the experiment has no networks for single tasks");
    expect(report).not.toContain('id="predictions"');
    const ids = openPage(report, buttonsOf(report, "line")).map(({ id }) => id);
    expect(ids).toHaveLength(4 * 3);
  });

  test("never repeats a run that has ended", () => {
    const before = readFileSync(at("whole/runs/lsb/seed-0/events.jsonl"), "utf8");
    const { code, output } = command(folder, ["compare", "lab.json", "--out", "whole"]);
    expect(code).toBe(0);
    expect(output).not.toContain("of 2: runs");
    expect(readFileSync(at("whole/runs/lsb/seed-0/events.jsonl"), "utf8")).toBe(before);
  });

  test("goes on with an experiment that was begun before there were fields which have their defaults", () => {
    cpSync(at("whole"), at("earlier"), { recursive: true });
    const path = at("earlier/experiment.json");
    const now = readFileSync(path, "utf8");
    const earlier = JSON.parse(now, (key, value: unknown) =>
      key === "heldOut" || key === "selection" ? undefined : value,
    );
    writeFileSync(path, JSON.stringify(earlier));
    const { code, errors } = command(folder, ["compare", "lab.json", "--out", "earlier"]);
    expect([code, errors]).toEqual([0, ""]);
    expect(readFileSync(path, "utf8")).toBe(now);
    expect(readFileSync(at("earlier/results.csv"), "utf8")).toBe(
      readFileSync(at("whole/results.csv"), "utf8"),
    );
  });

  test("leaves out a run whose log is lost, and says so", () => {
    cpSync(at("whole"), at("lost"), { recursive: true });
    const log = at("lost/runs/lsb/seed-0/events.jsonl");
    rmSync(log);
    const { code, output } = command(folder, ["compare", "lab.json", "--out", "lost"]);
    const message = `${log}: expected the log of the run; there is no such file`;
    expect(code).toBe(1);
    expect(output).toContain(`\nruns/lsb/seed-0: ${message}\n`);
    expect(readFileSync(at("lost/report.html"), "utf8")).toContain(`<b>LSB, seed 0</b>: ${message}`);
  });

  test("leaves no run alone, one either that has only been begun", async () => {
    const stdio = ["ignore", "ignore", "ignore", "ipc"] as const;
    // None of the test runner's own flags, under which packages are their sources.
    const run = fork(main, [...smallest, "--out", at("alone")], { stdio: [...stdio], execArgv: [] });
    run.disconnect();
    expect(await once(run, "exit")).toEqual([null, "SIGTERM"]);
    expect(existsSync(at("alone"))).toBe(false);
  });

  test("stops with its runs, and goes on with them", async () => {
    const args = ["compare", "lab.json", "--out", "stopped"];
    const signal = { name: "SIGTERM", after: "2 runs on rooms" } as const;
    const { by, output } = await spawnRun(folder, args, { signal });
    expect(by).toBe(143);
    expect(output).toContain("stopped by SIGTERM. The same command goes on with it\n");
  });

  const written = (name: string, value: unknown) => {
    writeFileSync(at(name), JSON.stringify(value));
    return name;
  };
  test.each([
    [
      "missing.yaml",
      2,
      "FOLDER/missing.yaml: expected a configuration in YAML or JSON; there is no such file",
    ],
    [
      written("a.json", { seed: [1] }),
      2,
      "FOLDER/a.json: expected fields of config, seeds, single, selection, lastEvaluations, methods; got seed. Did you mean seeds?",
    ],
    [
      written("i.json", { seeds: [0, -1] }),
      2,
      "FOLDER/i.json: expected a value of at least 0 for seeds.1; got -1",
    ],
    [
      written("j.json", { methods: { lsb: "lsb" } }),
      2,
      'FOLDER/j.json: expected a value of type record for methods.lsb; got "lsb"',
    ],
    [
      written("k.json", { selection: "best" }),
      2,
      'FOLDER/k.json: expected one of last, held-out for selection; got "best". Did you mean last?',
    ],
    [
      written("l.json", { selection: "held-out", lastEvaluations: 3 }),
      2,
      "FOLDER/l.json: expected no lastEvaluations where selection is held-out, which chooses one; got 3. Leave out one of the two",
    ],
    [
      written("m.json", { selection: "held-out" }),
      2,
      "selection held-out: expected a share of the training images to choose by, data.heldOut; got 0. Set it in config, for example config: { data: { heldOut: 0.1 } }",
    ],
    [
      written("n.json", {
        config: { data: { heldOut: 0.1 }, eval: { split: "held-out" } },
        selection: "held-out",
      }),
      2,
      "selection held-out: expected eval.split to be another split than that to choose by; got held-out. Results are never chosen on what they are reported on",
    ],
    [
      written("o.json", { config: { data: { heldOut: 1 } } }),
      2,
      "FOLDER/o.json: expected a value below 1 for data.heldOut; got 1",
    ],
    [
      written("q.json", { config: { ...shared, data: { ...shared.data, heldOut: 0.9 } } }),
      2,
      "data.heldOut: expected to leave a batch of 2 images of train; got 1 of 6. Lower it, or train.batchSize",
    ],
    [
      written("p.json", { methods: { a: { data: { heldOut: 0.5 } } } }),
      2,
      "method a: expected data.heldOut as all runs have it, 0; got 0.5. Set it in config, or compare in an experiment of its own",
    ],
    [
      written("r.json", { methods: { a: {}, b: { balancer: { priorities: { dpth: 2 } } } } }),
      2,
      'lsb: expected a priority for each task and no other name; got tasks ["segmentation","depth","normals"], names ["dpth"]. Use the same names.',
    ],
    [
      written("s.json", { methods: {}, single: false }),
      2,
      "methods: expected at least one where single tasks are not trained; got none",
    ],
    [written("b.json", { seeds: [1, 1] }), 2, "FOLDER/b.json: expected seeds that differ; got 1, 1"],
    [
      written("c.json", { methods: { "a b": {}, "a-b": {} } }),
      2,
      "methods: expected names that differ in letters or digits; got a-b twice",
    ],
    [
      written("d.json", { methods: { a: { balancer: { nam: 1 } } } }),
      2,
      "FOLDER/d.json, method a: expected a known field; got balancer.nam. Did you mean balancer.name?",
    ],
    [
      written("g.json", { methods: { single: {} } }),
      2,
      "methods: expected another name than that of the single tasks; got single",
    ],
    [
      written("h.json", { methods: { 深: {}, 浅: { train: { batchSize: 2 } } } }),
      2,
      "method 浅: expected train.batchSize as all runs have it, 8; got 2. Set it in config, or compare in an experiment of its own",
    ],
    [
      written("e.json", { ...experiment, seeds: [7] }),
      2,
      "FOLDER/whole/experiment.json: expected the experiment that was begun here; got another. Choose another folder with --out",
    ],
  ])("refuses %s", (file, code, message) => {
    const result = command(folder, ["compare", file, "--out", file === "e.json" ? "whole" : "none"]);
    expect(result.errors).toBe(`error: ${message.replaceAll("FOLDER", folder)}\n`);
    expect(result.code).toBe(code);
    expect(existsSync(at("none"))).toBe(false);
  });

  test("goes on where one run cannot be trained, and says which", () => {
    const file = written("f.json", {
      ...experiment,
      config: { ...shared, eval: { pictures: 1 } },
      methods: { wild: { optimizer: { lr: 1e30 } }, "tame | über": {} },
      lastEvaluations: 9,
    });
    const { code, output } = command(folder, ["compare", file, "--out", "wild"]);
    expect(code).toBe(1);
    expect(output).toMatch(
      /1 of 2: runs\/wild\/seed-0: exit code 3: error: training: expected a finite loss of/,
    );
    expect(output).toContain(`begun: runs/wild/seed-0; its log: ${at("wild/runs/wild/seed-0.log")}\n`);
    const tables = output.slice(output.indexOf("\nmethod "));
    expect(Math.max(...tables.split("\n").map((line) => line.length))).toBeLessThan(120);
    expect(output).toMatch(/^tame \| über /m);
    expect(readFileSync(at("wild/table.md"), "utf8")).toContain("\n| tame \\| über | – |");
    const report = readFileSync(at("wild/report.html"), "utf8");
    expect(report).toMatch(/<b>wild, seed 0<\/b>: exit code 3: error: training: expected a finite loss of/);
    expect(report).toMatch(/aria-label="depth of [^"]+: tame \| über" class="picture strip-/);
    expect(report).toContain('<div class="gap">none</div>');
    const lines = readFileSync(at("wild/runs/tame-über/seed-0/events.jsonl"), "utf8").trimEnd().split("\n");
    const of = (epoch: number) =>
      lines.map((line) => JSON.parse(line)).find((event) => event.event === "eval" && event.epoch === epoch);
    const csv = readFileSync(at("wild/results.csv"), "utf8");
    const mean = (of(1).metrics.depth.abs + of(2).metrics.depth.abs) / 2;
    expect(csv).toContain(`\ntame | über,0,depth,abs,${mean}\n`);
  });
});
