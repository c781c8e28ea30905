import { existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { ConfigError } from "../config/config-error.ts";
import { checkModel } from "../export/check-model.ts";
import { writeModel } from "../export/network-model.ts";
import { makeFolder } from "../run/make-folder.ts";
import { writeWhole } from "../run/write-whole.ts";
import { sizeOf } from "../training/dataset.ts";
import { parseSize } from "./parse-size.ts";
import { openSavedRun } from "./saved-run.ts";
import { typedPath } from "./typed-path.ts";

/** Options of `export`, as typed. */
export interface ExportOptions {
  readonly out?: string;
  readonly size?: string;
}

/**
 * Writes the network of a run as an ONNX model that was run beside it.
 *
 * @throws {ConfigError} if the run, the size or the file will not do.
 * @throws {ExportError} if onnxruntime makes something else of it.
 */
export async function exportRun(path: string | undefined, options: ExportOptions): Promise<void> {
  const asked = options.size === undefined ? undefined : parseSize(options.size);
  if (asked === null)
    throw new ConfigError(`--size ${options.size}: expected a width and a height, for example 384x288`);
  const { folder, config, device, network, tasks } = await openSavedRun(path);
  const out = options.out === undefined ? join(folder.path, "model.onnx") : typedPath(options.out);
  if (existsSync(out) && statSync(out).isDirectory())
    throw new ConfigError(`${out}: expected a file to write; got a folder. Name a file with --out`);
  const size = asked ?? sizeOf(config);
  const model = await writeModel(device, network, tasks, size);
  const distance = await checkModel(model, device, network, tasks, size);
  makeFolder(dirname(out));
  writeWhole(out, model);
  process.stdout.write(
    `${out}: images of ${size.width}x${size.height}, any number at once, ${(model.length / 1e6).toFixed(1)} MB\n` +
      `onnxruntime: the same outputs to ${distance.toExponential(1)}\n`,
  );
  device.destroy();
}
