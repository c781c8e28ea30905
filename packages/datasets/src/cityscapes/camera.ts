import { z } from "zod";
import { DataError } from "../data-error.ts";
import { parseJson } from "../folder/parse-json.ts";
import { readBytes } from "../folder/read-file.ts";
import type { Intrinsics } from "../sample.ts";

/** The left camera of an image, and how far the right one is from it. */
export interface StereoCamera {
  readonly intrinsics: Intrinsics;
  /** Metres. */
  readonly baseline: number;
}

const cameraFile = z.object({
  extrinsic: z.object({ baseline: z.number().positive() }),
  intrinsic: z.object({
    fx: z.number().positive(),
    fy: z.number().positive(),
    u0: z.number(),
    v0: z.number(),
  }),
});

/**
 * The camera that `*_camera.json` describes.
 *
 * @throws {DataError} if a number is missing, or the file is no JSON.
 */
export async function readCamera(file: string): Promise<StereoCamera> {
  const json = parseJson(file, new TextDecoder().decode(await readBytes(file)));
  const parsed = cameraFile.safeParse(json);
  if (!parsed.success) {
    const { path } = parsed.error.issues[0]!;
    const field = path.join(".");
    throw new DataError(file, {
      ...(field !== "" && { position: field }),
      expected: "a camera: extrinsic.baseline and intrinsic.fx, fy, u0, v0, lengths above 0",
      got: JSON.stringify(path.reduce<unknown>((value, key) => Object(value)[key], json)) ?? "nothing",
      cure: "take the file of the data set again, or set data.depth=disparity, which needs no camera",
    });
  }
  const { extrinsic, intrinsic } = parsed.data;
  const { fx, fy, u0, v0 } = intrinsic;
  return { intrinsics: { fx, fy, cx: u0, cy: v0 }, baseline: extrinsic.baseline };
}
