import {
  type Dataset,
  type DatasetFormat,
  type DatasetSource,
  detectFormat,
  openDataset as openSource,
} from "@equipoise/datasets";
import { ConfigError } from "../config/config-error.ts";
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

type Option = "classes" | "crop" | "depth";

/** The options of data that each format takes. */
const taken: { readonly [F in DatasetFormat]: readonly Option[] } = {
  rooms: [],
  folder: [],
  nyuv2: ["classes", "crop"],
  mtan: ["classes"],
  cityscapes: ["classes", "depth"],
  packed: [],
};

/**
 * The source of a complete configuration: what `config.json` says is enough to open a run's data again.
 *
 * @throws {ConfigError} if an option has a value that the format does not take.
 */
export function sourceOf(data: Config["data"]): DatasetSource {
  const { tasks, heldOut } = data;
  return { ...formatSource(data), ...(tasks && { tasks }), ...(heldOut > 0 && { heldOut }) };
}

function formatSource(data: Config["data"]): DatasetSource {
  const { dir, format, train, val, seed, width, height } = data;
  if (format === "auto") throw new TypeError("expected a complete configuration; got one without a format");
  for (const name of ["classes", "crop", "depth"] as const)
    if (data[name] !== null && !taken[format].includes(name)) refuse(data, name, "none");
  const size = { ...(width !== null && { width }), ...(height !== null && { height }) };
  if (format === "rooms") return { format, seed, train, val, ...roomsSize, ...size };
  if (dir === null) throw new TypeError(`expected a checked configuration; got ${format} without a folder`);
  switch (format) {
    case "folder":
    case "packed":
      return { format, dir, size };
    case "nyuv2":
      return { format, dir, size, classes: classesOf(data, [13, 40, "raw"]), crop: data.crop ?? undefined };
    case "mtan":
      return { format, dir, size, classes: classesOf(data, [7, 13, 19]) };
    case "cityscapes":
      return { format, dir, size, classes: classesOf(data, [7, 19]), depth: data.depth ?? undefined };
  }
}

/** The classes of a configuration, if they are of those that a format knows. */
function classesOf<T>(data: Config["data"], known: readonly T[]): T | undefined {
  if (data.classes === null) return undefined;
  return (
    known.find((classes) => classes === data.classes) ?? refuse(data, "classes", `one of ${known.join(", ")}`)
  );
}

function refuse(data: Config["data"], name: Option, expected: string): never {
  const cure = expected === "none" ? `. Leave it out, or set data.${name}=null over a preset's` : "";
  throw new ConfigError(
    `data.${name}: expected ${expected} for data of the format ${data.format}; got ${JSON.stringify(data[name])}${cure}`,
  );
}

/** The number of threads of a configuration, as loaders take it. */
export const workersOf = ({ data: { workers } }: Config): { workers?: number } =>
  workers === null ? {} : { workers };

/** The size that a complete configuration trains at, in pixels. */
export function sizeOf({ data: { width, height } }: Config): { width: number; height: number } {
  if (width === null || height === null)
    throw new TypeError("expected a complete configuration; got one without a size");
  return { width, height };
}
