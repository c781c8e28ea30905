import {
  type Dataset,
  type DatasetSource,
  detectFormat,
  openDataset as openSource,
} from "@equipoise/datasets";
import type { Config } from "../config/schema.ts";

/** Size of rooms where a configuration names none: small, for software adapters. */
const roomsSize = { width: 64, height: 48 };

/**
 * The data set of a configuration, and the configuration with what the data set said where it left something open: the
 * format and the size.
 *
 * @throws {DataError} if the folder cannot be used.
 */
export async function openDataset(config: Config): Promise<{ dataset: Dataset; config: Config }> {
  const source = sourceOf({ ...config.data, format: await formatOf(config.data) });
  const dataset = await openSource(source);
  const { width, height } = dataset;
  return { dataset, config: { ...config, data: { ...config.data, format: source.format, width, height } } };
}

async function formatOf({ dir, format }: Config["data"]): Promise<Config["data"]["format"]> {
  if (format !== "auto") return format;
  return dir === null ? "rooms" : detectFormat(dir);
}

/** The source of a complete configuration: what `config.json` says is enough to open a run's data again. */
export function sourceOf(data: Config["data"]): DatasetSource {
  const { dir, format, train, val, seed } = data;
  const width = data.width ?? undefined;
  const height = data.height ?? undefined;
  if (format === "auto") throw new TypeError("expected a complete configuration; got one without a format");
  if (format === "rooms")
    return { format, seed, train, val, width: width ?? roomsSize.width, height: height ?? roomsSize.height };
  if (dir === null) throw new TypeError(`expected a checked configuration; got ${format} without a folder`);
  return { format, dir, size: { ...(width && { width }), ...(height && { height }) } };
}

/** The size that a complete configuration trains at, in pixels. */
export function sizeOf({ data: { width, height } }: Config): { width: number; height: number } {
  if (width === null || height === null)
    throw new TypeError("expected a complete configuration; got one without a size");
  return { width, height };
}
