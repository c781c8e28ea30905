import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { originOf } from "./assignment.ts";
import { valueAt } from "./check.ts";
import { ConfigError } from "./config-error.ts";
import { type ConfigOptions, loadConfig, resolveConfig } from "./load.ts";
import { parseConfig } from "./parse.ts";
import { PRESETS } from "./presets.ts";

const folder = mkdtempSync(join(tmpdir(), "equipoise-config-"));
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

describe("loadConfig", () => {
  test("nothing at all is the quick start", () => {
    const config = loadConfig({});
    expect(config.data.dir).toBeNull();
    expect(config.balancer.name).toBe("lsb");
    expect(config.model.size).toBe("tiny");
  });

  test("a complete configuration is its own: it starts the same run again", () => {
    const config = loadConfig({ set: ["train.epochs=3", "balancer.priorities.depth=2"] });
    expect(parseConfig(JSON.parse(JSON.stringify(config)), "config.json")).toEqual(config);
  });

  test("YAML and JSON files give fields; --set wins over the file, options over --set", () => {
    const yaml = file("a.yaml", "train:\n  epochs: 3\n  seed: 5\n  batchSize: 2\n");
    const json = file("a.json", '{"train":{"epochs":3,"seed":5,"batchSize":2}}');
    expect(loadConfig({ config: yaml })).toEqual(loadConfig({ config: json }));
    const { train } = loadConfig({
      config: yaml,
      set: ["train.seed=6", "train.epochs=4"],
      seed: 7,
      balancer: undefined,
    });
    expect(train).toMatchObject({ epochs: 4, seed: 7, batchSize: 2 });
  });

  test("--set takes any value of YAML, and makes the fields on its way", () => {
    const { balancer } = loadConfig({
      set: [
        "balancer.name=fixed",
        "balancer.weights={depth: 2, normals: 1e-3}",
        "balancer.weights.segmentation=1",
      ],
    });
    expect(balancer.weights).toEqual({ depth: 2, normals: 1e-3, segmentation: 1 });
  });

  test("an empty file is the quick start", () => {
    expect(loadConfig({ config: file("empty.yaml", "") })).toEqual(loadConfig({}));
  });

  test("defaults < preset < file < --set < options", () => {
    const config = file(
      "order.yaml",
      "preset: small\noptimizer:\n  lr: 2\n  weightDecay: 2\ntrain: { seed: 2 }\n",
    );
    const set = ["train.seed=3", "optimizer.weightDecay=3"];
    const { config: resolved, given } = resolveConfig({ config, set, seed: 4 });
    const origin = (field: string) => [valueAt(resolved, field), originOf(field, given)?.source];
    expect(origin("model.encoder")).toEqual(["resnet50", undefined]);
    expect(origin("train.logEvery")).toEqual([20, "preset small"]);
    expect(origin("optimizer.lr")).toEqual([2, config]);
    expect(origin("optimizer.weightDecay")).toEqual([3, "--set optimizer.weightDecay=3"]);
    expect(origin("train.seed")).toEqual([4, "--seed 4"]);
  });

  test("a preset has one name: the option's, else that of --set, else the file's", () => {
    const config = file("small.yaml", "preset: small");
    const logged = (asked: ConfigOptions) => loadConfig({ data: "d", ...asked }).train.logEvery;
    expect(logged({ config })).toBe(20);
    expect(logged({ config, set: ["preset=cityscapes-resnet50"] })).toBe(10);
    expect(logged({ config, set: ["preset=cityscapes-resnet50"], preset: "nyuv2-resnet50" })).toBe(20);
    expect(loadConfig({ preset: "tiny" })).toEqual(loadConfig({}));
  });

  test.each(PRESETS.map(({ name }) => name))(
    "the whole configuration of preset %s starts the same run",
    (preset) => {
      const whole = loadConfig({ preset, data: "nyu" }, "/somewhere");
      expect(whole.data.dir).toBe(resolve("/somewhere/nyu"));
      expect(loadConfig({ config: file(`${preset}.json`, JSON.stringify(whole)) }, "/elsewhere")).toEqual(
        whole,
      );
    },
  );

  test("the protocol of papers on NYUv2: 288x384, 200 epochs in batches of 8, Adam of 1e-4 that halves after 100", () => {
    expect(loadConfig({ preset: "nyuv2-resnet50", data: "/nyu" })).toMatchObject({
      data: { dir: resolve("/nyu"), width: 384, height: 288 },
      model: { name: "resnet-deeplab", encoder: "resnet50", outputStride: 8 },
      train: { epochs: 200, batchSize: 8 },
      augment: { flip: true, scaleCrop: true },
      optimizer: { name: "adam", lr: 1e-4, weightDecay: 1e-5 },
      schedule: { name: "step", stepEpochs: 100, gamma: 0.5, warmupSteps: 0 },
    });
  });

  test("the protocol of papers on Cityscapes: 7 classes at 128x256, batches of 64", () => {
    expect(loadConfig({ preset: "cityscapes-resnet50", data: "/city" })).toMatchObject({
      data: { width: 256, height: 128, classes: 7 },
      model: { name: "resnet-deeplab", encoder: "resnet50", outputStride: 8 },
      train: { epochs: 200, batchSize: 64 },
      optimizer: { name: "adam", lr: 1e-4, weightDecay: 1e-5 },
      schedule: { name: "step", stepEpochs: 100, gamma: 0.5 },
    });
  });

  test("relative paths are from the folder of the file, or of the command", () => {
    const config = file("data.yaml", "data: { dir: ../nyu }");
    expect(loadConfig({ config }, "/typed").data.dir).toBe(resolve(folder, "../nyu"));
    expect(loadConfig({ config, set: ["data.dir=nyu"] }, "/typed").data.dir).toBe(resolve("/typed/nyu"));
    expect(loadConfig({ data: "nyu" }, "/typed").data.dir).toBe(resolve("/typed/nyu"));
  });

  test("--set of a section changes its fields, and leaves the others", () => {
    const { train } = loadConfig({ set: ["train.epochs=3", "train={ seed: 2, batchSize: 4 }"] });
    expect(train).toMatchObject({ epochs: 3, seed: 2, batchSize: 4 });
  });

  test("--set may name a field without effect by its default, and a file any", () => {
    const config = file("unused.yaml", "schedule: { gamma: 0.2 }");
    expect(loadConfig({ config, set: ["balancer.weights=null"] }).schedule.gamma).toBe(0.2);
  });

  const missing = join(folder, "missing.yaml");
  const broken = file("broken.yaml", "train:\n  epochs: [1,\n");
  const list = file("list.yaml", "- 1\n- 2\n");
  test.each([
    [{ config: missing }, `${missing}: expected a configuration in YAML or JSON; there is no such file`],
    [
      { config: broken },
      `${broken}: expected YAML or JSON; got a syntax error at line 3, column 1: BAD_INDENT`,
    ],
    [{ config: list }, `${list}: expected fields such as train: { epochs: 3 }; got - 1`],
    [
      { set: ["train.epoch=3"] },
      "--set train.epoch=3: expected a known field; got train.epoch. Did you mean train.epochs?",
    ],
    [
      { set: ["trian.epochs=3"] },
      "--set trian.epochs=3: expected a known field; got trian. Did you mean train?",
    ],
    [
      { set: ["bal.period=2"] },
      "--set bal.period=2: expected a known field; got bal. Did you mean balancer?",
    ],
    [
      { set: ["model.banana=3"] },
      "--set model.banana=3: expected a known field; got model.banana. " +
        "Known here: name, size, encoder, outputStride, weights",
    ],
    [
      { set: ["train.epochs=0"] },
      "--set train.epochs=0: expected a value of at least 1 for train.epochs; got 0",
    ],
    [
      { set: ["train.epochs=many"] },
      '--set train.epochs=many: expected a value of type number for train.epochs; got "many"',
    ],
    [
      { set: ["train.epochs=2.5"] },
      "--set train.epochs=2.5: expected a value of type int for train.epochs; got 2.5",
    ],
    [{ set: ["train=3"] }, "--set train=3: expected a value of type object for train; got 3"],
    [
      { set: ["model.size=huge"] },
      '--set model.size=huge: expected one of tiny, small for model.size; got "huge"',
    ],
    [{ set: ["epochs"] }, "--set epochs: expected path=value, for example --set train.epochs=3"],
    [{ set: ["=3"] }, "--set =3: expected path=value, for example --set train.epochs=3"],
    [{ set: ["train.epochs=[1,"] }, '--set train.epochs=[1,: expected a value in YAML after the first "="'],
    [
      { set: ["__proto__.polluted=1"] },
      "--set __proto__.polluted=1: expected a known field; got __proto__. Known here: " +
        "data, model, train, checkpoint, augment, optimizer, schedule, balancer, eval, preset",
    ],
    [
      { balancer: "lbs" },
      '--balancer lbs: expected one of lsb, equal, fixed, dwa, mlr, uw, imtl-l, rlw, gls, stch, stch-plain, famo, uw-so, gradnorm, mgda, pcgrad, cagrad, imtl-g, nash-mtl, aligned-mtl, db-mtl for balancer.name; got "lbs". Did you mean lsb?',
    ],
    [
      { balancer: "fixed" },
      "--balancer fixed: expected balancer.weights for the balancer fixed; got none. " +
        "Give one per task, for example --set balancer.weights.depth=2",
    ],
    [
      { preset: "nyu-resnet50" },
      '--preset nyu-resnet50: expected the name of a preset; got "nyu-resnet50". Did you mean nyuv2-resnet50?',
    ],
    [
      { config: file("preset.yaml", "preset: [1]") },
      `${join(folder, "preset.yaml")}: expected the name of a preset; got [1]. ` +
        "There are tiny, small, nyuv2-resnet50, cityscapes-resnet50",
    ],
    [
      { config: file("prest.yaml", "prest: small") },
      `${join(folder, "prest.yaml")}: expected a known field; got prest. Did you mean preset?`,
    ],
    [
      { preset: "nyuv2-resnet50" },
      "preset nyuv2-resnet50: expected a folder of data; got none. Name it, for example --data DIR",
    ],
    [
      { set: ["schedule.gamma=0.1"] },
      "--set schedule.gamma=0.1: expected a field that has an effect; schedule.gamma has one where schedule.name is " +
        "step; got cosine",
    ],
    [
      { set: ["balancer.beta.value=2"] },
      "--set balancer.beta.value=2: expected a field that has an effect; balancer.beta.value has one where " +
        "balancer.beta.kind is constant; got linear",
    ],
    [
      { set: ["model.name=resnet-deeplab-mtan", "train.batchSize=1"] },
      "--set train.batchSize=1: expected batches of at least 2 images for resnet-deeplab-mtan, " +
        "which normalises over whole images; got 1",
    ],
    [
      { data: "rooms", set: ["data.seed=2"] },
      "--set data.seed=2: expected a field that has an effect; data.seed has one where data.dir is null; " +
        `got ${join(process.cwd(), "rooms")}`,
    ],
  ])("refuses %j", (sources, message) => {
    const refused = () => loadConfig(sources);
    expect(refused).toThrow(ConfigError);
    expect(refused).toThrow(expect.objectContaining({ message }));
  });
});
