import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { seeded } from "@equipoise/datasets";
import { beforeAll, expect, test } from "vitest";
import { hasEnded, RunFolder } from "../run/run-folder.ts";
import { build, newFolder } from "../testing/command.ts";
import { type Mishap, spawnRun } from "../testing/spawned-run.ts";

/** `scripts/kill-compare.mjs` asks for more. */
const kills = Number(process.env["EQUIPOISE_KILLS"] ?? 3);
/** Of one experiment; then it may come to its end. */
const killsOfExperiment = 5;

const folder = newFolder();
const runs = ["all-alike", "lsb"].map((method) => `runs/${method}/seed-0`);
const experiment = {
  config: {
    data: { width: 16, height: 12, train: 6, val: 2, workers: 0 },
    train: { epochs: 2, batchSize: 2, logEvery: 1 },
    checkpoint: { everySteps: 1 },
    eval: { pictures: 1 },
  },
  seeds: [0],
  single: false,
  methods: { "all alike": { balancer: { name: "equal" } }, LSB: {} },
};
writeFileSync(join(folder, "lab.json"), JSON.stringify(experiment));

const compare = (out: string, mishap: Mishap) =>
  spawnRun(folder, ["compare", "lab.json", "--out", out], { ...mishap });

/** What an experiment comes to and leaves, without what tells of the time and the memory that it took. */
function outcome(name: string) {
  const read = (file: string) => readFileSync(join(folder, name, file), "utf8");
  const [overall, ...tasks] = read("table.md").split("\n\n");
  return {
    table: [overall!.split("\n").map((line) => line.split(" | ").slice(0, 4)), ...tasks],
    csv: read("results.csv"),
    json: JSON.parse(read("results.json"), (key, value: unknown) =>
      key === "stepMs" || key === "peakBytes" ? undefined : value,
    ) as unknown,
    files: readdirSync(join(folder, name), { recursive: true })
      .map(String)
      // Each process writes one of its own, named by its time.
      .filter((file) => !file.includes("tfevents"))
      .sort(),
  };
}

let whole: ReturnType<typeof outcome>;
let milliseconds: number;

beforeAll(async () => {
  build();
  const start = performance.now();
  expect(await compare("whole", {})).toMatchObject({ by: 0 });
  milliseconds = performance.now() - start;
  whole = outcome("whole");
});

const random = seeded("kills of experiments", Number(process.env["EQUIPOISE_SEED"] ?? 0));

/** By turns inside a write of a run, between runs, while the results are written, and at any moment. */
function someMoment(turn: number, out: string): Mishap {
  const waiting = runs.filter((run) => !hasEnded(new RunFolder(join(folder, out, run)))).length;
  switch (turn % 4) {
    case 0:
      return { atWrite: 1 + Math.floor(random.uniform() ** 2 * 90), writer: "run" };
    case 1:
      return { killAfter: random.uniform(0, 40), since: `of ${runs.length}: runs/` };
    case 2:
      // Each file takes four: the experiment, what each run is to do, and four of results.
      return { atWrite: 4 * (1 + waiting) + 1 + random.integer(4 * 4), writer: "compare" };
    default:
      return { killAfter: random.uniform(0, milliseconds) };
  }
}

test(
  `an experiment that is killed with its runs at any moment comes to the same table: ${kills} times`,
  async () => {
    let killed = 0;
    for (let life = 0; killed < kills; life++) {
      const out = `life-${life}`;
      const moments: Mishap[] = [];
      for (let ended = false; !ended; ) {
        const moment = moments.length < killsOfExperiment && killed < kills ? someMoment(killed, out) : {};
        const end = await compare(out, { ...moment, withChildren: true });
        ended = end.by !== "SIGKILL";
        if (ended) expect(end, `killed at ${JSON.stringify(moments)}`).toMatchObject({ by: 0 });
        else {
          killed += 1;
          moments.push(moment);
        }
      }
      expect(outcome(out), `killed at ${JSON.stringify(moments)}`).toEqual(whole);
    }
  },
  60_000 + 30_000 * kills,
);

test("an experiment whose runs are left alone when it is killed goes on with them", async () => {
  const moment = { killAfter: random.uniform(0, milliseconds / 2), since: `begun: ${runs[0]}` };
  expect(await compare("alone", moment)).toMatchObject({ by: "SIGKILL" });
  expect(await compare("alone", {})).toMatchObject({ by: 0 });
  expect(outcome("alone")).toEqual(whole);
}, 120_000);
