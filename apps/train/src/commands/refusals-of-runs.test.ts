import { copyFileSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { build, command, smallest } from "../testing/command.ts";
import { writeDataFolder } from "../testing/data-folder.ts";
import { expectRefusal, type Refusal, refusalFolder } from "../testing/refusal.ts";

const folder = refusalFolder();
/** A run that has ended. */
const run = join(folder, "run");

beforeAll(async () => {
  build();
  const { code, errors } = command(folder, ["--out", "run", ...smallest]);
  expect(errors).toBe("");
  expect(code).toBe(0);
  await writeDataFolder(join(folder, "data"));
  for (const [name, change] of [
    ["other-network", (text: string) => text.replace('"size": "tiny"', '"size": "small"')],
    ["bad-config", (text: string) => text.slice(0, 40)],
  ] as const) {
    mkdirSync(join(folder, name));
    copyFileSync(join(run, "model.safetensors"), join(folder, name, "model.safetensors"));
    writeFileSync(join(folder, name, "config.json"), change(readFileSync(join(run, "config.json"), "utf8")));
  }
  mkdirSync(join(folder, "cut-network"));
  for (const file of ["config.json", "model.safetensors"])
    copyFileSync(join(run, file), join(folder, "cut-network", file));
  truncateSync(join(folder, "cut-network/model.safetensors"), 5000);
});

const cases: readonly Refusal[] = [
  ["report empty", 2, "error: FOLDER/empty: expected the folder of a run; got one without events.jsonl"],
  [
    "runs empty",
    2,
    "error: FOLDER/empty: expected a folder with runs below it; found none. Train one first, or name another folder",
  ],
  [
    "eval",
    2,
    "error: FOLDER/runs: expected the folder of a finished run; found none. Train one first, or name its folder",
  ],
  [
    "eval empty",
    2,
    "error: FOLDER/empty: expected the folder of a run that has ended; got one without config.json",
  ],
  [
    "eval missing",
    2,
    "error: FOLDER/missing: expected the folder of a run that has ended; got nothing there",
  ],
  [
    "eval bad-config",
    2,
    "error: FOLDER/bad-config/config.json: expected the JSON of a run's configuration; got a file that is none",
  ],
  ["eval other-network", 1, "error: loadStateDict: expected the"],
  ["eval cut-network", 1, "error: safetensors: expected"],
  [
    "eval run --data data",
    2,
    "error: tiny: expected the tasks that the run was trained for, segmentation (classes",
  ],
  ["eval run --split test", 1, 'error: rooms: expected a split of train, val; got "test"'],
  ["export run --size 10", 2, "error: --size 10: expected a width and a height, for example 384x288"],
  ["export run --size 0x10", 2, "error: --size 0x10: expected a width and a height, for example 384x288"],
  [
    "export run --out taken",
    2,
    "error: FOLDER/taken: expected a file to write; got a folder. Name a file with --out",
  ],
  ["export other-network", 1, "error: loadStateDict: expected the"],
  [
    "predict missing.jpg --run run",
    1,
    "error: FOLDER/missing.jpg: expected an image or a folder of images; got nothing there",
  ],
  [
    "predict empty --run run",
    1,
    "error: FOLDER/empty: expected images (.jpg, .jpeg, .png, .webp); got a folder without one",
  ],
  [
    "predict broken.png --run run --size big",
    2,
    "error: --size big: expected fit, train, native, or a width and a height, for example 384x288",
  ],
  [
    "predict broken.png --run run --memory much",
    2,
    "error: option '--memory <MiB>' argument 'much' is invalid. Expected a whole number of MiB.",
  ],
  [
    "export run --out broken.png/model.onnx",
    6,
    "error: FOLDER/broken.png: expected to write it whole; got a file where a folder should be",
  ],
  ["predict broken.png --run run", 1, "error: FOLDER/broken.png: expected an image that can be read; got"],
  [
    "predict data/val/image --run run --out taken",
    2,
    "error: FOLDER/taken: expected a new or an empty folder for predictions; got one that holds thesis.txt. Choose another with --out",
  ],
];

describe("what is asked of a run that cannot be done is refused in one line, and leaves nothing behind", () => {
  test.each(cases)("%s", (...refusal) => expectRefusal(folder, refusal));
});
