import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { build, command, newFolder, smallest } from "../testing/command.ts";
import { writeDataFolder, writeLabels } from "../testing/data-folder.ts";

const folder = newFolder();
/** A run that has ended, and a data set that is whole. */
const run = join(folder, "run");
const data = join(folder, "data");

/** Makes a copy of the whole data set, and breaks it. */
async function broken(name: string, breakIt: (copy: string) => unknown): Promise<void> {
  const copy = join(folder, name);
  await writeDataFolder(copy);
  await breakIt(copy);
}

beforeAll(async () => {
  build();
  const { code, errors } = command(folder, ["--out", "run", ...smallest]);
  expect(errors).toBe("");
  expect(code).toBe(0);
  await writeDataFolder(data);
  await broken("no-manifest", (copy) => rmSync(join(copy, "dataset.json")));
  await broken("bad-manifest", (copy) => writeFileSync(join(copy, "dataset.json"), "{"));
  await broken("truncated", (copy) => truncateSync(join(copy, "train/image/2.jpg"), 250));
  await broken("wrong-size", (copy) =>
    sharp(join(data, "val/image/0.jpg")).resize(8, 8).toFile(join(copy, "train/image/1.jpg")),
  );
  await broken("bad-label", (copy) =>
    writeLabels(join(copy, "train/label/0.png"), (x, y) => (x === 5 && y === 3 ? 7 : 0)),
  );
  await broken("shallow-depth", (copy) =>
    copyFileSync(join(data, "train/label/0.png"), join(copy, "train/depth/3.png")),
  );
  mkdirSync(join(folder, "empty"));
  mkdirSync(join(folder, "taken"));
  writeFileSync(join(folder, "taken/thesis.txt"), "");
  writeFileSync(join(folder, "broken.png"), "not an image");
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

const noVulkan = {
  EQUIPOISE_ADAPTER: "hardware",
  VK_ICD_FILENAMES: "/nonexistent.json",
  VK_DRIVER_FILES: "/nonexistent.json",
};

// What was typed, the exit code, and what the one line on the error output holds. FOLDER stands for the test's folder.
const cases: readonly [args: string, code: number, line: string, environment?: NodeJS.ProcessEnv][] = [
  ["--dta x", 2, "error: unknown option '--dta' (Did you mean --data?)"],
  ["--epochs 3", 2, "error: unknown option '--epochs' (Did you mean --set train.epochs=VALUE?)"],
  ["data check data --width=64", 2, "error: unknown option '--width' (Did you mean --set data.width=VALUE?)"],
  [
    "--batch-size 4",
    2,
    "error: unknown option '--batch-size' (Did you mean --set train.batchSize=VALUE or --set eval.batchSize=VALUE?)",
  ],
  ["predict room.jpg --width 64", 2, "error: unknown option '--width'\n"],
  ["--seed x", 2, "error: option '--seed <n>' argument 'x' is invalid. Expected a whole number from 0 on."],
  ["evil run", 2, "error: unknown command 'evil' (Did you mean eval?)"],
  ["predct a.jpg --run run", 2, "error: unknown command 'predct' (Did you mean predict?)"],
  [
    "zzz",
    2,
    "error: unknown command 'zzz' (There are compare, cost, resume, eval, predict, export, report, data, runs",
  ],
  [
    "--set train.epoch=3",
    2,
    "error: --set train.epoch=3: expected a known field; got train.epoch. Did you mean train.epochs?",
  ],
  [
    "--balancer lsp",
    2,
    "error: --balancer lsp: expected one of lsb, equal, fixed, dwa, mlr, uw, imtl-l, rlw, gls, stch, stch-plain, famo, " +
      "uw-so, gradnorm, mgda, pcgrad, cagrad, imtl-g, nash-mtl, aligned-mtl, db-mtl for balancer.name; " +
      'got "lsp". Did you mean lsb?',
  ],
  [
    "--preset smal",
    2,
    'error: --preset smal: expected the name of a preset; got "smal". Did you mean small?',
  ],
  [
    "config show --set trian.epochs=3",
    2,
    "error: --set trian.epochs=3: expected a known field; got trian. Did you mean train?",
  ],
  ["report empty", 2, "error: FOLDER/empty: expected the folder of a run; got one without events.jsonl"],
  [
    "doctor",
    1,
    "error: openDevice: expected a GPU with a Vulkan, Metal or D3D12 driver; found none.",
    noVulkan,
  ],
  [
    "runs empty",
    2,
    "error: FOLDER/empty: expected a folder with runs below it; found none. Train one first, or name another folder",
  ],
  ["config shw", 2, "error: unknown command 'shw' (Did you mean show?)"],
  [
    "--config missing.yaml",
    2,
    "error: FOLDER/missing.yaml: expected a configuration in YAML or JSON; there is no such file",
  ],
  ["--data missing", 1, "error: FOLDER/missing: expected a folder with a data set; got nothing there"],
  ["--data empty", 1, "error: FOLDER/empty"],
  ["--data no-manifest", 1, "error: FOLDER/no-manifest: expected a folder that holds dataset.json (folder)"],
  [
    "--data no-manifest --set data.format=folder",
    1,
    "error: FOLDER/no-manifest/dataset.json: expected a description of the data set; got nothing there; name a folder",
  ],
  [
    "--set data.format=folder",
    2,
    "error: --set data.format=folder: expected data.dir for the format folder; got none. Name the folder, for example with --data DIR",
  ],
  [
    "--data data --set data.format=rooms",
    2,
    'error: --data data: expected no data.dir for the format rooms, which needs no files; got "FOLDER/data". Set data.format=auto',
  ],
  ["--data bad-manifest", 1, "error: FOLDER/bad-manifest/dataset.json"],
  ["--data truncated", 1, "error: FOLDER/truncated/train/image/2.jpg"],
  ["--data wrong-size", 1, "error: FOLDER/wrong-size/train/image/1.jpg"],
  ["--data bad-label", 1, "error: FOLDER/bad-label/train/label/0.png, row 3, column 5"],
  ["--data shallow-depth", 1, "error: FOLDER/shallow-depth/train/depth/3.png"],
  [
    "--out taken",
    2,
    "error: FOLDER/taken: expected a new or an empty folder for the run; got one that holds thesis.txt. Choose another with --out",
  ],
  [
    "--out broken.png",
    2,
    "error: FOLDER/broken.png: expected a folder for the run; got a file. Choose another with --out",
  ],
  ["--set train.batchSize=400", 1, "error: batches: expected split train of"],
  ["--set optimizer.lr=1e30", 3, "error: "],
  [
    "",
    4,
    "error: openDevice: expected a GPU with a Vulkan, Metal or D3D12 driver; found none. Install",
    noVulkan,
  ],
  [
    "",
    4,
    "error: openDevice: expected EQUIPOISE_ADAPTER to be one of auto, hardware, lavapipe, swiftshader; got gpu",
    { EQUIPOISE_ADAPTER: "gpu" },
  ],
  [
    "--set train.precision=mixed",
    4,
    "error: train.precision: expected an adapter with half precision (shader-f16) for mixed; got SwiftShader",
    { EQUIPOISE_ADAPTER: "swiftshader" },
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

// Cases that fail only after a step of training: what was logged by then stays.
const trained = ["--set optimizer.lr=1e30"];

describe("a command that cannot be done says why in one line, and leaves nothing behind", () => {
  test.each(cases)("%s", (typed, code, line, environment) => {
    const args = typed.split(" ").filter(Boolean);
    const commands = ["eval", "predict", "export", "config", "report", "doctor", "runs", "data"];
    const trains = ![...commands, "evil", "predct", "zzz"].includes(args[0]!);
    const sized = trains && !args.includes("--data") ? smallest : [];
    const run = newFolder();
    const out = trains && !args.includes("--out") ? ["--out", run] : [];
    const outcome = command(
      folder,
      [
        ...sized,
        ...args,
        ...out,
        ...(args.includes("--data") && trains ? ["--set", "train.batchSize=2"] : []),
      ],
      environment,
    );
    const errors = outcome.errors.replaceAll(folder, "FOLDER");
    expect(errors.startsWith(line), errors).toBe(true);
    expect(errors.trimEnd().split("\n"), errors).toHaveLength(1);
    expect(errors + outcome.output).not.toMatch(/\n\s+at /);
    expect(outcome.code).toBe(code);
    expect(readdirSync(join(folder, "taken"))).toEqual(["thesis.txt"]);
    const left = readdirSync(run).filter((name) => !name.startsWith("events.out.tfevents."));
    expect(left).toEqual(trained.includes(typed) ? ["config.json", "events.jsonl", "predictions"] : []);
    expect(readdirSync(run)).toHaveLength(trained.includes(typed) ? left.length + 1 : 0);
  });
});

test.each([
  [
    "balancer.priorities.dpth=2",
    "error: lsb: expected a priority for each task and no other name; got tasks",
  ],
  [
    "train.lossFactors.dpth=2",
    "error: train.lossFactors: expected tasks of segmentation, depth, normals; got dpth\n",
  ],
])("%s, of a task that there is not, is refused before there is a folder", (field, line) => {
  const args = [...smallest, "--set", field, "--out", "around/run"];
  const { code, output, errors } = command(folder, args);
  expect(errors.startsWith(line), errors).toBe(true);
  expect([code, output]).toEqual([2, ""]);
  expect(readdirSync(folder)).not.toContain("around");
});

test("a run that fails before it has trained can be tried again in the same folder", () => {
  const again = ["--data", "truncated", "--set", "train.batchSize=2", "--out", "new/run"];
  const first = command(folder, again);
  expect(first.code).toBe(1);
  expect(readdirSync(join(folder, "new"))).toEqual([]);
  expect(command(folder, again)).toEqual(first);
});

test("a message in a file stays whole when the shell writes there next", () => {
  const after = "the shell's next line\n";
  const { errors } = command(folder, [], noVulkan, { flags: "w", after });
  expect(errors).toMatch(
    /^error: openDevice: expected a GPU .*EQUIPOISE_ADAPTER unset\nthe shell's next line\n$/m,
  );
});
