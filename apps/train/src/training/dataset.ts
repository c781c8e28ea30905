import { type Dataset, openFolder, rooms } from "@equipoise/datasets";
import type { Config } from "../config/schema.ts";

/** Size of rooms where a configuration names none: small, for software adapters. */
const roomsSize = { width: 64, height: 48 };

/**
 * The data set of a configuration, and the configuration with the data set's own size where it named none.
 *
 * @throws {DataError} if the folder cannot be used.
 */
export async function openDataset(config: Config): Promise<{ dataset: Dataset; config: Config }> {
  const { dir, train, val, seed } = config.data;
  const { width, height } = config.data;
  const dataset =
    dir === null
      ? rooms({ seed, train, val, width: width ?? roomsSize.width, height: height ?? roomsSize.height })
      : await openFolder(dir);
  const size = { width: width ?? dataset.width, height: height ?? dataset.height };
  return { dataset, config: { ...config, data: { ...config.data, ...size } } };
}

/** The size that a complete configuration trains at, in pixels. */
export function sizeOf({ data: { width, height } }: Config): { width: number; height: number } {
  if (width === null || height === null)
    throw new TypeError("expected a complete configuration; got one without a size");
  return { width, height };
}
