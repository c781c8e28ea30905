// How far normals fitted to depth are from those of a data set: pnpm --filter @equipoise/datasets build && node packages/datasets/scripts/normals.mjs [folder]
// Without a folder: rooms at 640x480, whose normals are exact, their depth exact and as a Kinect measures it.
import { detectFormat, normalsFromDepth, openDataset, rooms, seeded } from "../dist/index.js";

const [folder] = process.argv.slice(2);

/** Degrees between the normals of two maps, ascending, and the share of the truth that has no other. */
function angles(fitted, truth) {
  const n = truth.mask.length;
  const degrees = [];
  let missing = 0;
  for (let i = 0; i < n; i++) {
    if (truth.mask[i] === 0) continue;
    if (fitted.mask[i] === 0) {
      missing++;
      continue;
    }
    let cosine = 0;
    for (let at = i; at < 3 * n; at += n) cosine += fitted.values[at] * truth.values[at];
    degrees.push((Math.acos(Math.min(Math.max(cosine, -1), 1)) * 180) / Math.PI);
  }
  return { degrees: degrees.sort((a, b) => a - b), missing: missing / n };
}

/** Depth by disparities in steps of 1/8 pixel, with noise of a fifth of a pixel: 585 pixels of focal length, 7.5 cm apart. */
function kinect({ values, mask }, index) {
  const random = seeded("kinect", 0, index);
  const noise = () =>
    Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform());
  const measured = values.map(
    (metres) => (585 * 0.075) / (Math.round(8 * ((585 * 0.075) / metres + 0.2 * noise())) / 8),
  );
  return { values: measured, mask };
}

async function compare(what, dataset, split, count, radii, measure = (depth) => depth) {
  for (const radius of radii) {
    let [mean, median, missing, time] = [0, 0, 0, 0];
    for (let k = 0; k < count; k++) {
      const index = Math.floor((k * dataset.length(split)) / count);
      const sample = await dataset.sample(split, index);
      const depth = measure(sample.targets.depth, index);
      const start = performance.now();
      const fitted = normalsFromDepth(depth, sample, dataset.intrinsics, { radius });
      time += performance.now() - start;
      const { degrees, missing: none } = angles(fitted, sample.targets.normals);
      mean += degrees.reduce((sum, angle) => sum + angle, 0) / degrees.length / count;
      median += degrees[degrees.length >> 1] / count;
      missing += none / count;
    }
    console.log(
      `${what}, radius ${radius}: mean ${mean.toFixed(2)}, median ${median.toFixed(2)} degrees, ` +
        `none at ${(100 * missing).toFixed(1)} %, ${(time / count).toFixed(0)} ms an image`,
    );
  }
}

if (folder === undefined) {
  const dataset = rooms({ seed: 3, width: 640, height: 480, train: 12 });
  await compare("rooms", dataset, "train", 12, [2, 8]);
  await compare("rooms through a Kinect", dataset, "train", 12, [2, 4, 6, 8, 10, 12], kinect);
} else {
  const dataset = await openDataset({ format: await detectFormat(folder), dir: folder });
  await compare(dataset.name, dataset, "train", dataset.length("train"), [1, 2, 3, 4]);
}
