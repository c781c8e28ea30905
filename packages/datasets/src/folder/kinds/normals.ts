import { z } from "zod";
import { decodePng } from "../decode-png.ts";
import { byte, folderName } from "../manifest-fields.ts";
import type { FileTask } from "./file-task.ts";

export const normalsTask = z.strictObject({
  kind: z.literal("normals"),
  folder: folderName,
  format: z.literal("png"),
  encoding: z.literal("(v - 127.5) / 127.5, then unit length"),
  /** Stored triple of pixels without a normal. */
  invalid: z.tuple([byte, byte, byte], "three integers 0..255").default([0, 0, 0]),
  /** The one frame that flipping and zooming are written for. */
  frame: z.literal("camera: x right, y down, z forward; normals face the camera").optional(),
});

/** 8-bit RGB PNG: `n = (v - 127.5) / 127.5`, brought to unit length. */
export function openNormals(name: string, spec: z.infer<typeof normalsTask>): FileTask {
  return {
    info: { name, kind: "normals", channels: 3 },
    folder: spec.folder,
    planes: 3,
    decode: (file, bytes, size) => decodePng(file, bytes, size, "normals"),
    target(stored) {
      const n = stored.length / 3;
      const values = new Float32Array(3 * n);
      const mask = new Uint8Array(n);
      const [x0, y0, z0] = spec.invalid;
      for (let i = 0; i < n; i++) {
        if (stored[i] === x0 && stored[n + i] === y0 && stored[2 * n + i] === z0) continue;
        const x = stored[i]! - 127.5;
        const y = stored[n + i]! - 127.5;
        const z = stored[2 * n + i]! - 127.5;
        // Never zero: no stored value is 127.5.
        const length = Math.sqrt(x * x + y * y + z * z);
        values[i] = x / length;
        values[n + i] = y / length;
        values[2 * n + i] = z / length;
        mask[i] = 1;
      }
      return { kind: "normals", values, mask };
    },
  };
}
