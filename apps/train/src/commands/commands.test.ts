import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { decodeNpy } from "@equipoise/datasets";
import { decodeSafetensors } from "@equipoise/nn";
import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import type { RunEvent } from "../events.ts";
import { build, command, newFolder, smallest } from "../testing/command.ts";
import { writeDataFolder } from "../testing/data-folder.ts";

const folder = newFolder();
const file = (name: string) => readFileSync(join(folder, name));
const done = (args: readonly string[]) => {
  const { code, output, errors } = command(folder, args);
  expect(errors).toBe("");
  expect(code).toBe(0);
  return output;
};

beforeAll(() => {
  build();
  done(["--out", "run", ...smallest]);
});

describe("start", () => {
  test("leaves a whole run folder, and nothing else in it", () => {
    const files = [
      "checkpoints",
      "config.json",
      "events.jsonl",
      "model.safetensors",
      "predictions",
      "report.html",
    ];
    const [board, ...others] = readdirSync(join(folder, "run")).sort((a, b) => b.length - a.length);
    expect(board).toMatch(/^events\.out\.tfevents\.\d{10}\.\d{3}\.\d+\.equipoise$/);
    expect(others.sort()).toEqual(files);
    const pictures = readdirSync(join(folder, "run/predictions"), { recursive: true });
    const drawn = ["0", "1", "truth"].flatMap((place) => [place, `${place}/val-0.jpg`]);
    expect(pictures.sort()).toEqual([...drawn, "val-0.png"].sort());
    expect(decodeSafetensors(file("run/model.safetensors")).tensors).toHaveProperty([
      "encoder.0.0.conv.weight",
    ]);
    expect(file("run/report.html").toString()).toMatch(/^<!doctype html>/i);
  });

  test("logs one JSON object a line, from start to end", () => {
    const lines = file("run/events.jsonl").toString().trimEnd().split("\n");
    const events = lines.map((line) => JSON.parse(line) as RunEvent);
    expect(events.map(({ event }) => event)).toEqual([
      "start",
      "eval",
      "step",
      "step",
      "period",
      "eval",
      "end",
    ]);
    const [start] = events;
    if (start?.event !== "start") throw new Error("expected the first event to be start");
    expect(start.config).toEqual(JSON.parse(file("run/config.json").toString()));
  });

  test("the same seed gives the same network bit for bit, and so does the run's own configuration", () => {
    done(["--out", "again", ...smallest]);
    expect(file("again/model.safetensors").equals(file("run/model.safetensors"))).toBe(true);
    done(["--out", "from-config", "--config", "run/config.json"]);
    expect(file("from-config/model.safetensors").equals(file("run/model.safetensors"))).toBe(true);
    done(["--out", "other-seed", ...smallest, "--seed", "1"]);
    expect(file("other-seed/model.safetensors").equals(file("run/model.safetensors"))).toBe(false);
  });

  test("trains on a folder named relative to where the command was typed", async () => {
    await writeDataFolder(join(folder, "data"));
    const output = done([
      "--data",
      "data",
      "--out",
      "on-folder",
      "--balancer",
      "equal",
      "--set",
      "train.batchSize=2",
    ]);
    expect(output).toContain("tiny: 4 images of 16x12, segmentation, depth, normals");
    const { data } = JSON.parse(file("on-folder/config.json").toString());
    expect(data).toMatchObject({ dir: join(folder, "data"), format: "folder", width: 16, height: 12 });
    mkdirSync(join(folder, "elsewhere"));
    const again = ["--config", "../on-folder/config.json", "--out", "../again-on-folder"];
    const { code, errors } = command(join(folder, "elsewhere"), again);
    expect([code, errors]).toEqual([0, ""]);
    for (const name of ["config.json", "model.safetensors"])
      expect(file(`again-on-folder/${name}`).equals(file(`on-folder/${name}`)), name).toBe(true);
  });
});

describe("config", () => {
  test("show prints every value and where it comes from, and what is wrong after it", () => {
    writeFileSync(join(folder, "run.yaml"), "preset: small\ndata: { width: 96 }\n");
    const shown = done(["config", "show", "--config", "run.yaml", "--set", "data.height=72", "--seed", "3"]);
    const lines = shown
      .trimEnd()
      .split("\n")
      .map((line) => line.split(/ {2,}/));
    expect(lines).toContainEqual(["data.width", "96 pixels", join(folder, "run.yaml")]);
    expect(lines).toContainEqual(["data.height", "72 pixels", "--set data.height=72"]);
    expect(lines).toContainEqual(["train.seed", "3", "--seed 3"]);
    expect(lines).toContainEqual(["optimizer.lr", "0.004", "preset small"]);
    expect(lines).toContainEqual(["optimizer.weightDecay", "1e-5", "default"]);
    expect(lines).toContainEqual(["schedule.gamma", "0.5", "default", "no effect: schedule.name is cosine"]);
    const { code, output, errors } = command(folder, ["config", "show", "--preset", "nyuv2-resnet50"]);
    expect(output).toMatch(/^train\.epochs +200 epochs +preset nyuv2-resnet50$/m);
    expect(errors).toMatch(/^error: preset nyuv2-resnet50: expected a folder of data; got none/);
    expect(code).toBe(2);
  });

  test("show --json holds a file for --config, and the sources", () => {
    const { config, from } = JSON.parse(
      done(["config", "show", "--json", "--preset", "small", "--seed", "3"]),
    );
    writeFileSync(join(folder, "whole.json"), JSON.stringify(config));
    expect(JSON.parse(done(["config", "show", "--json", "--config", "whole.json"])).config).toEqual(config);
    expect(from).toMatchObject({
      "model.size": "preset small",
      "train.seed": "--seed 3",
      "data.dir": "default",
    });
  });

  test("fields lists what there is, and so does --help", () => {
    const fields = done(["config", "fields"]);
    for (const text of ["  nyuv2-resnet50 ", "  balancer.beta.step "]) expect(fields).toContain(text);
    expect(done(["--help"])).toContain(fields);
  });
});

test("report makes the same report again", () => {
  const before = file("run/report.html");
  writeFileSync(join(folder, "run/report.html"), "");
  expect(done(["report", "run"])).toBe(`report: ${join(folder, "run/report.html")}\n`);
  expect(file("run/report.html").equals(before)).toBe(true);
});

test("runs lists the runs below a folder", () => {
  const listed = done(["runs", "."]).split("\n");
  expect(listed[0]).toMatch(/^run +state +data +network +balancer +epochs +segmentation: mean IoU +depth: /);
  expect(listed).toContainEqual(
    expect.stringMatching(/^run +finished +rooms +tiny +lsb +1 of 1 +[\d.]+ % +[\d.]+ m/),
  );
  const [run] = JSON.parse(done(["runs", ".", "--json"])).filter(
    ({ name }: { name: string }) => name === "run",
  );
  expect(run).toMatchObject({ path: join(folder, "run"), state: "finished", problem: null });
});

test("doctor says what this machine trains with, and finds it right", () => {
  const told = done(["doctor"]);
  for (const line of ["versions", "machine", "adapter", "driver", "kernels", "features", "limits"])
    expect(told).toMatch(new RegExp(`^${line} {3,}\\S`, "m"));
  expect(told).toMatch(/^self-test {2}(\d+) of \1 results and gradients as in float64, in [\d.]+ s$/m);
  expect(JSON.parse(done(["doctor", "--json"])).problems).toEqual([]);
});

test("eval prints what the run's last evaluation found", () => {
  const evaluation = JSON.parse(file("run/events.jsonl").toString().trimEnd().split("\n").at(-2)!);
  const output = done(["eval", "run"]);
  expect(output).toMatch(
    new RegExp(`^depth: absolute error +${evaluation.metrics.depth.abs.toPrecision(3)} m$`, "m"),
  );
  expect(output).toMatch(
    new RegExp(`^segmentation: loss +${evaluation.losses.segmentation.toPrecision(3)}$`, "m"),
  );
});

test("export writes a model that onnxruntime runs, in the run's folder or where it is told", () => {
  const output = done(["export", "run"]);
  expect(output).toMatch(/run\/model\.onnx: images of 16x12, any number at once, 0\.\d MB$/m);
  expect(output).toMatch(/^onnxruntime: the same outputs to \d\.\de-\d$/m);
  const model = file("run/model.onnx").toString("latin1");
  for (const said of [
    "image [N, 3, 12, 16]: red, green and blue",
    "depth [N, 1, H, W]: metres",
    '"kind":"classes"',
  ])
    expect(model).toContain(said);
  expect(done(["export", "run", "--out", "models/large.onnx", "--size", "24x20"])).toContain(
    "models/large.onnx: images of 24x20",
  );
  expect(readdirSync(join(folder, "models"))).toEqual(["large.onnx"]);
});

describe("predict", () => {
  const listed = (path: string) => readdirSync(join(folder, path)).sort();
  const tasks = ["depth", "normals", "segmentation"];

  test("writes each task, and a picture, for each image, at the image's size as it is shown", async () => {
    await writeDataFolder(join(folder, "images"));
    const images = join(folder, "images/val/image");
    await sharp(join(images, "0.jpg"))
      .greyscale()
      .resize(40, 20)
      .withMetadata({ orientation: 6 })
      .png()
      .toFile(join(images, "grey.png"));
    const output = done(["predict", "images/val/image", "--run", "run", "--out", "out"]);
    expect(output).toMatch(/^3 images, 3 tasks: .*out$/m);
    const names = ["0", "1", "grey"];
    expect(listed("out")).toEqual([...names.map((name) => `${name}.jpg`), ...tasks].sort());
    for (const task of tasks) expect(listed(`out/${task}`)).toEqual(names.map((name) => `${name}.png`));
    const shown = { width: 20, height: 40 };
    const format = (path: string) => sharp(join(folder, path)).metadata();
    expect(await format("out/depth/grey.png")).toMatchObject({ ...shown, channels: 1, depth: "ushort" });
    expect(await format("out/segmentation/grey.png")).toMatchObject({ ...shown, isPalette: true });
    expect(await format("out/normals/grey.png")).toMatchObject({ ...shown, channels: 3, depth: "uchar" });
    expect((await format("out/grey.jpg")).width).toBe(4 * 200);
  });

  test("sees images at the size it is told, writes arrays, and keeps apart what has one stem", async () => {
    const image = sharp(join(folder, "images/val/image/0.jpg"));
    mkdirSync(join(folder, "stems"));
    await image.clone().resize(80, 60).png().toFile(join(folder, "stems/a.png"));
    await image.clone().resize(80, 60).webp().toFile(join(folder, "stems/a.webp"));
    for (const [size, out] of [
      ["native", "at-80"],
      ["train", "at-16"],
    ] as const)
      done(["predict", "stems", "--run", "run", "--out", out, "--size", size, "--npy", "--no-pictures"]);
    expect(listed("at-80")).toEqual(tasks);
    expect(listed("at-80/depth")).toEqual(["a.png.npy", "a.png.png", "a.webp.npy", "a.webp.png"]);
    expect(decodeNpy("", file("at-80/segmentation/a.png.npy")).shape).toEqual([60, 80, 11]);
    const [native, small] = ["at-80", "at-16"].map((out) => file(`${out}/depth/a.png.npy`));
    expect(native!.length).toBe(small!.length);
    expect(native!.equals(small!)).toBe(false);
  });

  test("cuts into tiles what the device may not hold, and says so", () => {
    const args = ["predict", "stems/a.png", "--run", "run", "--size", "640x480", "--memory", "8"];
    expect(done([...args, "--out", "tiled"])).toMatch(/^a\.png: 640x480 in \d+ tiles of \d+x\d+$/m);
    expect(listed("tiled/depth")).toEqual(["a.png"]);
  });

  test("says which images of a folder cannot be read, goes on, and has failed", () => {
    writeFileSync(join(folder, "stems/broken.jpg"), "no image");
    writeFileSync(join(folder, "stems/empty.png"), "");
    const { code, output, errors } = command(folder, ["predict", "stems", "--run", "run", "--out", "some"]);
    const lines = errors.trimEnd().split("\n");
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain(
      "stems/broken.jpg: expected an image that can be read; got Input file contains",
    );
    expect(lines[1]).toContain("stems/empty.png: expected an image that can be read; got");
    expect(code).toBe(1);
    expect(output).toMatch(/^2 images, 3 tasks: .*some$/m);
    expect(listed("some/depth")).toEqual(["a.png.png", "a.webp.png"]);
  });
});
