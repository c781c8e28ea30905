import { boundedCache, defaultCacheBytes } from "../bounded-cache.ts";
import { type Dataset, indexOf, splitOf } from "../dataset.ts";
import { expectInteger, expectSeed } from "../expect-integer.ts";
import { keptBytes } from "../files/kept-sample.ts";
import { seeded } from "../random.ts";
import type { Sample } from "../sample.ts";
import { roomIntrinsics } from "./camera.ts";
import { roomClasses } from "./labels.ts";
import { render } from "./render.ts";
import { buildScene } from "./scene.ts";

export interface RoomsOptions {
  /** 0..2^32-1; default 0. */
  readonly seed?: number;
  /** Pixels; default 64. */
  readonly width?: number;
  /** Pixels; default 48. */
  readonly height?: number;
  /** Number of training samples; default 256. */
  readonly train?: number;
  /** Number of validation samples; default 64. */
  readonly val?: number;
  /** Bytes of rendered samples to keep, so that later epochs render less; 0 keeps none. Default 512 MiB. */
  readonly cacheBytes?: number;
}

/**
 * Furnished rooms, rendered when asked for: 11 classes, exact depth in metres and exact normals, every pixel known.
 *
 * Sample `index` of a split depends on `(seed, split, index)` alone, and shows the same room at every size; no
 * room of `train` is one of `val`.
 *
 * @throws {DataError} if an option is out of its range.
 */
export function rooms(options: RoomsOptions = {}): Dataset {
  const seed = expectSeed("rooms", options.seed ?? 0);
  const width = expectInteger("rooms", "width", options.width ?? 64, 1);
  const height = expectInteger("rooms", "height", options.height ?? 48, 1);
  const lengths = new Map([
    ["train", expectInteger("rooms", "train", options.train ?? 256, 0)],
    ["val", expectInteger("rooms", "val", options.val ?? 64, 0)],
  ]);
  const cacheBytes = expectInteger("rooms", "cacheBytes", options.cacheBytes ?? defaultCacheBytes, 0);
  const cache = boundedCache<string, Sample>(cacheBytes, keptBytes);
  const intrinsics = roomIntrinsics({ width, height });
  return {
    name: "rooms",
    width,
    height,
    intrinsics,
    tasks: [
      { name: "segmentation", kind: "classes", channels: roomClasses.length, classes: roomClasses },
      { name: "depth", kind: "depth", channels: 1 },
      { name: "normals", kind: "normals", channels: 3 },
    ],
    splits: [...lengths.keys()],
    length: (split) => splitOf("rooms", lengths, split),
    async sample(split, index) {
      indexOf("rooms", split, index, splitOf("rooms", lengths, split));
      const name = `${split}/${index}`;
      const kept = await cache.get(name, async () => {
        const scene = buildScene(seeded(`rooms/${split}`, seed, index));
        return render(
          name,
          scene,
          { width, height },
          intrinsics,
          seeded(`rooms/${split}/grain`, seed, index),
        );
      });
      return structuredClone(kept);
    },
  };
}
