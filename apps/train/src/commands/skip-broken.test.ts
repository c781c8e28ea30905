import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { build, command, newFolder } from "../testing/command.ts";
import { writeDataFolder } from "../testing/data-folder.ts";
import { spawnRun, traces } from "../testing/spawned-run.ts";

const folder = newFolder();
const at = (name: string) => join(folder, name);
const read = (name: string) => readFileSync(at(name), "utf8");

/** Three images of the four of train are whole: three steps. */
const fields = [
  ...["train.batchSize=1", "train.epochs=1", "train.logEvery=1", "eval.pictures=1"],
  ...["checkpoint.everySteps=1"],
].flatMap((field) => ["--set", field]);

const start = (data: string, out: string) => ["--data", data, "--out", out, ...fields];

beforeAll(async () => {
  build();
  await writeDataFolder(at("broken"));
  cpSync(at("broken"), at("mended"), { recursive: true });
  writeFileSync(at("broken/train/image/1.jpg"), "no picture");
  writeFileSync(at("broken/train/depth/1.png"), "no depth");
  for (const file of ["image/1.jpg", "label/1.png", "depth/1.png", "normal/1.png"])
    rmSync(at(`mended/train/${file}`));
});

test("a run that skips broken images is that of data without them, and goes on as such when it is stopped", async () => {
  const whole = command(folder, start("mended", "on-mended"));
  expect([whole.code, whole.errors]).toEqual([0, ""]);
  const skipping = await spawnRun(folder, [...start("broken", "skipping"), "--skip-broken"], {
    signal: { name: "SIGINT", after: "step 1/3" },
  });
  expect(skipping.by, skipping.output).toBe(130);
  const said = [
    "tiny: left out, as their files are broken: 1 of 4 images of train, 0 of 2 images of val",
    `  ${at("broken/train/image/1.jpg")}: expected a jpg file, as input.format says; got 10 bytes of something else; `,
    `  ${at("broken/train/depth/1.png")}: expected a PNG; got 8 bytes of something else; `,
    "tiny: 3 images of 16x12",
  ];
  for (const line of said) expect(skipping.output).toContain(line);
  expect(JSON.parse(read("skipping/broken.json"))).toEqual({
    train: {
      images: 4,
      broken: [
        { index: 1, errors: [expect.stringContaining("1.jpg: "), expect.stringContaining("1.png: ")] },
      ],
    },
    val: { images: 2, broken: [] },
  });
  // The list holds, whatever has become of the files.
  cpSync(at("broken/train/image/0.jpg"), at("broken/train/image/1.jpg"));
  cpSync(at("broken/train/depth/0.png"), at("broken/train/depth/1.png"));
  const resumed = await spawnRun(folder, ["resume", "skipping"]);
  expect(resumed.by, resumed.output).toBe(0);
  const [skipped, mended] = [traces(at("skipping")), traces(at("on-mended"))];
  expect(skipped.model).toBe(mended.model);
  expect(skipped.events.slice(1)).toEqual(mended.events.slice(1));
  expect(skipped.files.filter((name) => name !== "broken.json")).toEqual(mended.files);

  const evaluated = command(folder, ["eval", "skipping"]);
  expect([evaluated.code, evaluated.errors]).toEqual([0, ""]);
  expect(evaluated.output).toContain("left out, as their files are broken: 1 of 4 images of train");
});

test("a run of which nothing is left says so, and leaves nothing", () => {
  cpSync(at("mended"), at("hopeless"), { recursive: true });
  for (const i of [0, 2, 3]) writeFileSync(at(`hopeless/train/label/${i}.png`), "");
  const { code, errors } = command(folder, [...start("hopeless", "none"), "--skip-broken"]);
  expect([code, errors]).toEqual([
    1,
    "error: batches: expected split train of tiny to hold at least one batch of 1; got 0\n",
  ]);
});
