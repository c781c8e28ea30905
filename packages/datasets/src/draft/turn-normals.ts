import { openFolder } from "../folder/open-folder.ts";
import { axisSigns } from "../mtan/axis-signs.ts";
import type { Sample } from "../sample.ts";
import type { DraftedManifest } from "./draft-manifest.ts";

/**
 * The manifest with normals turned into the camera's frame, as depth beside them tells; nothing where they need not be,
 * or there is no depth.
 */
export async function turnNormals(
  dir: string,
  manifest: DraftedManifest,
): Promise<{ readonly manifest: DraftedManifest; readonly lines: readonly string[] } | null> {
  const nameOf = (kind: string) =>
    Object.keys(manifest.tasks).find((name) => manifest.tasks[name]!.kind === kind);
  const [normals, depth] = [nameOf("normals"), nameOf("depth")];
  if (normals === undefined || depth === undefined) return null;
  const dataset = await openFolder(dir);
  const [split] = dataset.splits;
  const count = Math.min(3, dataset.length(split!));
  const reads = Array.from({ length: count }, async (_, i): Promise<Sample> => {
    const sample = await dataset.sample(split!, i);
    const { [depth]: metres, [normals]: directions } = sample.targets;
    return { ...sample, targets: { depth: metres!, normals: directions! } };
  });
  const read = await Promise.allSettled(reads);
  // One that cannot be read tells nothing.
  const samples = read.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
  const signs = axisSigns(samples);
  if (signs.every((sign) => sign === 1)) return null;
  const fields = manifest.tasks[normals]!;
  const before = Array.isArray(fields["scale"]) ? (fields["scale"] as readonly number[]) : [1, 1, 1];
  const scale = signs.map((sign, axis) => sign * before[axis]!);
  return {
    manifest: { ...manifest, tasks: { ...manifest.tasks, [normals]: { ...fields, scale } } },
    lines: [
      `${normals}: turned by the scale ${JSON.stringify(scale)}, so that normals go along with ${depth}: x right, y down, z forward`,
    ],
  };
}
