import { readdirSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { build, command, smallest } from "../testing/command.ts";
import { expectRefusal, noVulkan, type Refusal, refusalFolder } from "../testing/refusal.ts";

const folder = refusalFolder();

beforeAll(build);

const cases: readonly Refusal[] = [
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
  [
    "doctor",
    1,
    "error: openDevice: expected a GPU with a Vulkan, Metal or D3D12 driver; found none.",
    noVulkan,
  ],
  ["config shw", 2, "error: unknown command 'shw' (Did you mean show?)"],
  [
    "--config missing.yaml",
    2,
    "error: FOLDER/missing.yaml: expected a configuration in YAML or JSON; there is no such file",
  ],
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
];

describe("what is typed wrongly is refused in one line, and leaves nothing behind", () => {
  test.each(cases)("%s", (...refusal) => expectRefusal(folder, refusal));
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

test("a message in a file stays whole when the shell writes there next", () => {
  const after = "the shell's next line\n";
  const { errors } = command(folder, [], noVulkan, { flags: "w", after });
  expect(errors).toMatch(
    /^error: openDevice: expected a GPU .*EQUIPOISE_ADAPTER unset\nthe shell's next line\n$/m,
  );
});
