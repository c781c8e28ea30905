import { type DenseKind, denseChannels, type Sample, type Size, type Target } from "./sample.ts";

/** A sample whose every value tells where it comes from; about a fifth of the pixels have no target. */
export function countingSample({ width, height }: Size, name = "test/0"): Sample {
  const pixels = width * height;
  const mask = () => Uint8Array.from({ length: pixels }, (_, i) => (i % 5 === 3 ? 0 : 1));
  const normals = new Float32Array(3 * pixels);
  for (let i = 0; i < pixels; i++) {
    if (i % 5 === 3) continue;
    const [x, y, z] = [Math.sin(i) / 2, Math.cos(3 * i) / 2, -1];
    const length = Math.hypot(x, y, z);
    normals.set([x / length], i);
    normals.set([y / length], pixels + i);
    normals.set([z / length], 2 * pixels + i);
  }
  return {
    name,
    width,
    height,
    image: Float32Array.from({ length: 3 * pixels }, (_, i) => i / (3 * pixels)),
    targets: {
      segmentation: {
        kind: "classes",
        labels: Uint8Array.from({ length: pixels }, (_, i) => (i % 5 === 3 ? 255 : i % 7)),
      },
      depth: {
        kind: "depth",
        values: Float32Array.from(mask(), (valid, i) => valid * (1 + i)),
        mask: mask(),
      },
      normals: { kind: "normals", values: normals, mask: mask() },
    },
  };
}

const kinds = Object.keys(denseChannels) as DenseKind[];

/** A target of each kind but classes, under the kind's name; heat maps have two channels. */
export function everyDenseSample({ width, height }: Size, mask: (pixel: number) => 0 | 1 = () => 1): Sample {
  const pixels = width * height;
  const known = Uint8Array.from({ length: pixels }, (_, i) => mask(i));
  const targetOfKind = (kind: DenseKind): Target => {
    const values = Float32Array.from({ length: (denseChannels[kind] ?? 2) * pixels }, (_, at) => {
      const value = 1 + ((at * 7) % 5) + (at % 3) / 4;
      return known[at % pixels] === 0 ? 0 : kind === "mask" || kind === "edges" ? at % 2 : value;
    });
    return { kind, values, mask: known.slice() };
  };
  const targets = Object.fromEntries(kinds.map((kind) => [kind, targetOfKind(kind)]));
  return { name: "test/0", width, height, image: new Float32Array(3 * pixels), targets };
}

/** A target of a known kind. */
export function targetOf<K extends Sample["targets"][string]["kind"]>(
  sample: Pick<Sample, "targets">,
  kind: K,
) {
  const found = Object.values(sample.targets).find((target) => target.kind === kind);
  if (found === undefined) throw new Error(`no ${kind} in the sample`);
  return found as Extract<Sample["targets"][string], { kind: K }>;
}
