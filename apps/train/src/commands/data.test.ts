import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { build, command, main, newFolder } from "../testing/command.ts";
import { writeDataFolder, writeLabels } from "../testing/data-folder.ts";

const folder = newFolder();

beforeAll(async () => {
  build();
  await writeDataFolder(join(folder, "data"));
  await writeDataFolder(join(folder, "broken"));
  writeFileSync(join(folder, "broken/train/image/1.jpg"), "no picture");
  writeFileSync(join(folder, "broken/train/depth/1.png"), "no depth");
  await writeLabels(join(folder, "broken/val/label/0.png"), (x, y) => (x === 3 && y === 2 ? 7 : 0));
});

describe("data init", () => {
  test("writes a first manifest, says why, and what to type next", () => {
    cpSync(join(folder, "data"), join(folder, "my own"), { recursive: true });
    rmSync(join(folder, "my own/dataset.json"));
    const { code, output, errors } = command(folder, ["data", "init", "my own"]);
    expect([code, errors]).toEqual([0, ""]);
    expect(output).toContain("image, jpg: JPEG, 6 of them: the input\n");
    expect(output).toMatch(/^depth, png: grey PNG of 16 bits .* in millimetres, I guess/m);
    expect(output.slice(output.indexOf("wrote ")).replaceAll(folder, "FOLDER")).toBe(
      [
        "wrote FOLDER/my own/dataset.json",
        "it opens: 4 images of train, 2 images of val. Next:",
        "  npx --yes pnpm@12 --filter train data check 'my own'",
        "  npx --yes pnpm@12 --filter train start --data 'my own'",
        "",
      ].join("\n"),
    );
    const again = command(folder, ["data", "init", "my own"]);
    expect([again.code, again.errors]).toEqual([
      1,
      `error: ${join(folder, "my own/dataset.json")}: expected a folder without a dataset.json; got one that has it; ` +
        "edit it, or move it away to have another one written\n",
    ]);
  });

  test("says that a known data set needs no manifest, and what is missing where nothing can be written", () => {
    mkdirSync(join(folder, "city/leftImg8bit"), { recursive: true });
    expect(command(folder, ["data", "init", "city"]).output).toMatch(
      /^\/.*\/city: Cityscapes as it is published: no dataset\.json is needed\. Next:\n.*data check city\n.*start --data city\n$/,
    );
    cpSync(join(folder, "data/train/image"), join(folder, "lone/image"), { recursive: true });
    const lone = command(folder, ["data", "init", "lone"]);
    expect(lone.output).toContain("no labels were found that could be learnt\n");
    expect([lone.code, lone.errors]).toEqual([
      1,
      `error: ${join(folder, "lone")}: expected pictures, and at least one kind of maps named alike; got what is said above; ` +
        "put each kind of files into a folder of its own, such as image and depth, or write a dataset.json yourself\n",
    ]);
  });

  test("keeps a manifest that does not open yet, and says what to correct", () => {
    cpSync(join(folder, "broken"), join(folder, "unwell"), { recursive: true });
    rmSync(join(folder, "unwell/dataset.json"));
    writeFileSync(join(folder, "unwell/val/image/0.jpg"), "no picture");
    const { code, output, errors } = command(folder, ["data", "init", "unwell"]);
    expect(code).toBe(1);
    expect(output).toMatch(
      /it cannot be opened yet: correct what the message says, then look at the data by data check\n$/,
    );
    expect(errors).toMatch(/^error: .*unwell\/val\/image\/0\.jpg: expected a jpg file/);
  });
});

test("a reader that leaves early is no error", () => {
  const { stdout, stderr } = spawnSync(
    "sh",
    ["-c", `"${process.execPath}" "${main}" config fields | head -n 1`],
    { encoding: "utf8" },
  );
  expect([stdout.split("\n").length, stderr]).toEqual([2, ""]);
});

describe("data check", () => {
  test("prints what the data hold, and draws a sheet", async () => {
    const { code, output, errors } = command(folder, ["data", "check", "data"]);
    expect([code, errors]).toEqual([0, ""]);
    expect(output).toMatch(/^tiny, at 16x12\n {2}train {2}4 images\n {2}val {4}2 images\n/);
    expect(output).toMatch(/^ {2}1 floor +41\.67 % +41\.67 %$/m);
    expect(output).toMatch(/^ {2}train +1 +1\.75 +2\.5 +0$/m);
    const sheet = join(folder, "data-check.png");
    expect(output).toContain(`\n${sheet}: 6 images, each with segmentation, depth, normals\n`);
    expect(await sharp(sheet).metadata()).toMatchObject({ format: "png", channels: 3 });
  });

  test("lists every broken file, and goes on behind it; exit code 1", () => {
    const { code, output, errors } = command(folder, [
      "data",
      "check",
      "broken",
      "--out",
      "sheets/broken.png",
    ]);
    expect([code, errors]).toEqual([1, ""]);
    const listed = output.slice(output.indexOf("3 broken files")).replaceAll(folder, "FOLDER").split("\n");
    expect(listed.slice(0, 4)).toEqual([
      "3 broken files",
      "  FOLDER/broken/train/image/1.jpg: expected a jpg file, as input.format says; got 10 bytes of something else; convert the file, or correct input.format in dataset.json",
      "  FOLDER/broken/train/depth/1.png: expected a PNG; got 8 bytes of something else; export the file as a PNG, or copy it again",
      "  FOLDER/broken/val/label/0.png, row 2, column 3: expected a class 0..1 or 255 (ignore); got 7; correct the label, or list its class under tasks.segmentation.classes",
    ]);
    expect(output).toContain("sheets/broken.png: 4 images, each");
    expect(existsSync(join(folder, "sheets/broken.png"))).toBe(true);
  });

  test("takes the configuration of the data, and prints JSON", () => {
    writeFileSync(join(folder, "run.yaml"), "data: { dir: data, width: 8, height: 6 }\n");
    const { code, output } = command(folder, [
      "data",
      "check",
      "--config",
      "run.yaml",
      "--json",
      "--set",
      "data.height=3",
    ]);
    expect(code).toBe(0);
    expect(JSON.parse(output)).toMatchObject({
      name: "tiny",
      width: 8,
      height: 3,
      warnings: [
        expect.stringMatching(/^normals: every value of train is -0\.003922, -0\.003922, -1$/),
        expect.anything(),
      ],
    });
  });

  test("refuses what it cannot open or write", () => {
    mkdirSync(join(folder, "taken"));
    const said = (...args: string[]) => {
      const { code, output, errors } = command(folder, ["data", "check", ...args]);
      expect(output).toBe("");
      return `${code} ${errors.replaceAll(folder, "FOLDER")}`;
    };
    expect(said("nowhere")).toMatch(
      /^1 error: FOLDER\/nowhere: expected a folder with a data set; got nothing there/,
    );
    expect(said("data", "--out", "taken")).toBe(
      "2 error: FOLDER/taken: expected a file for the contact sheet; got a folder. Name a file with --out\n",
    );
    rmSync(join(folder, "taken"), { recursive: true });
  });
});
