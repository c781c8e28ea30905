import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { build, command, newFolder } from "../testing/command.ts";
import { writeDataFolder } from "../testing/data-folder.ts";

const folder = newFolder();
const file = (name: string) => readFileSync(join(folder, name));
const done = (args: readonly string[]) => {
  const { code, output, errors } = command(folder, args);
  expect(errors).toBe("");
  expect(code).toBe(0);
  return output;
};

beforeAll(build);

test("data pack writes a file that trains the same network bit for bit, and nothing over another", async () => {
  await writeDataFolder(join(folder, "to-pack"));
  const output = done(["data", "pack", "--data", "to-pack", "--out", "packed", "--set", "data.width=12"]);
  const packed = join(folder, "packed");
  expect(output).toMatch(
    /^tiny: images of 12x12, 4 train, 2 val\n.*: \d+\.\d MiB\. Train on it with --data .*\n$/,
  );
  expect(output).toContain(`${packed}: `);
  expect(readdirSync(packed)).toEqual(["data.packed"]);
  const short = ["--set", "train.batchSize=2", "--set", "train.epochs=2", "--set", "augment.rotation=5"];
  done(["--data", "to-pack", "--out", "from-files", "--set", "data.width=12", ...short]);
  done(["--data", "packed/data.packed", "--out", "from-pack", "--set", "data.workers=2", ...short]);
  expect(file("from-pack/model.safetensors").equals(file("from-files/model.safetensors"))).toBe(true);
  expect(command(folder, ["data", "pack", "--data", "to-pack", "--out", "packed"])).toMatchObject({
    code: 2,
    errors: `error: ${packed}/data.packed: expected no such file yet; got one. Name another with --out, or remove it\n`,
  });
  // The folder itself stays what it was.
  const within = done(["data", "pack", "--data", "to-pack", "--out", "to-pack"]);
  expect(within).toContain(`Train on it with --data ${join(folder, "to-pack/data.packed")}\n`);
  writeFileSync(join(folder, "to-pack/val/depth/1.png"), "no picture");
  const broken = command(folder, ["data", "pack", "--data", "to-pack", "--out", "new/folder"]);
  expect(broken.code).toBe(1);
  expect(broken.errors).toMatch(/^error: .*to-pack\/val\/depth\/1\.png: expected .*\n$/);
  expect(readdirSync(folder)).not.toContain("new");
});
