import { DataError, type DatasetFormat, initFolder } from "@equipoise/datasets";
import { typedCommand } from "./typed-command.ts";
import { typedPath } from "./typed-path.ts";

const names: Readonly<Record<DatasetFormat, string>> = {
  rooms: "the procedural rooms",
  folder: "a folder with a dataset.json",
  nyuv2: "NYU Depth v2 as it is published",
  mtan: "NYUv2 or Cityscapes as MTAN passes them around",
  cityscapes: "Cityscapes as it is published",
  packed: "a packed data set",
};

/** Writes a first manifest for a folder, and says what it holds and why; of a known data set, that it needs none. */
export async function dataInit(dir: string): Promise<void> {
  const path = typedPath(dir);
  const { format, lines, written, dataset, problem } = await initFolder(path);
  const say = (line: string) => process.stdout.write(`${line}\n`);
  const next = `  ${typedCommand("data", "check", dir)}\n  ${typedCommand("start", "--data", dir)}`;
  if (format !== null) {
    say(`${path}: ${names[format]}: no dataset.json is needed. Next:`);
    say(next);
    return;
  }
  for (const line of lines) say(line);
  if (written.length === 0)
    throw new DataError(path, {
      expected: "pictures, and at least one kind of maps named alike",
      got: "what is said above",
      cure: "put each kind of files into a folder of its own, such as image and depth, or write a dataset.json yourself",
    });
  say(`wrote ${written.join(", ")}`);
  if (problem !== null) {
    say("it cannot be opened yet: correct what the message says, then look at the data by data check");
    throw problem;
  }
  const counts = dataset!.splits.map((split) => `${dataset!.length(split)} images of ${split}`).join(", ");
  say(`it opens: ${counts}. Next:`);
  say(next);
}
