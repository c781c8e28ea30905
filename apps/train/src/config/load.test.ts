import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ConfigError } from "./config-error.ts";
import { loadConfig } from "./load.ts";
import { parseConfig } from "./parse.ts";

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
    expect(loadConfig({ file: yaml })).toEqual(loadConfig({ file: json }));
    const { train } = loadConfig({
      file: yaml,
      set: ["train.seed=6", "train.epochs=4"],
      options: { "train.seed": 7, "balancer.name": undefined },
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
    expect(loadConfig({ file: file("empty.yaml", "") })).toEqual(loadConfig({}));
  });

  const missing = join(folder, "missing.yaml");
  const broken = file("broken.yaml", "train:\n  epochs: [1,\n");
  const list = file("list.yaml", "- 1\n- 2\n");
  test.each([
    [{ file: missing }, `${missing}: expected a configuration in YAML or JSON; there is no such file`],
    [
      { file: broken },
      `${broken}: expected YAML or JSON; got a syntax error at line 3, column 1: BAD_INDENT`,
    ],
    [{ file: list }, `${list}: expected fields such as train: { epochs: 3 }; got - 1`],
    [
      { set: ["train.epoch=3"] },
      "--set train.epoch=3: expected a known field; got train.epoch. Did you mean epochs?",
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
      "--set model.banana=3: expected a known field; got model.banana. Known here: size",
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
        "data, model, train, augment, optimizer, schedule, balancer, eval",
    ],
    [
      { options: { "balancer.name": "lbs" } },
      'options: expected one of lsb, equal, fixed for balancer.name; got "lbs"',
    ],
    [
      { options: { "balancer.name": "fixed" } },
      "options: expected balancer.weights for the balancer fixed; got none. " +
        "Give one per task, for example --set balancer.weights.depth=2",
    ],
  ])("refuses %j", (sources, message) => {
    const refused = () => loadConfig(sources);
    expect(refused).toThrow(ConfigError);
    expect(refused).toThrow(expect.objectContaining({ message }));
  });
});
