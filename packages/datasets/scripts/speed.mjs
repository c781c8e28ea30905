// How fast batches are made, as a table: pnpm --filter @equipoise/datasets build &&
//   node packages/datasets/scripts/speed.mjs [--size 384x288] [--workers 0,1,2] [--images 256] [folder or packed file ...]
// Without a folder the rooms are measured. Each is measured as it is, and packed. CPU milliseconds are those of all threads:
// 1000 by them is what one core gives, whatever else the machine does. Batches that are ready when the clock starts are as
// many as are when it stops, if the images are many times those of all workers.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import {
  createLoader,
  defaultWorkers,
  detectFormat,
  imagenet,
  openDataset,
  packDataset,
} from "../dist/index.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    size: { type: "string", default: "384x288" },
    workers: { type: "string", default: `0,1,${defaultWorkers() + 1}` },
    images: { type: "string", default: "256" },
  },
});
const [width, height] = values.size.split("x").map(Number);
const counts = [...new Set(values.workers.split(",").map(Number))];

const colour = { brightness: 0.2, contrast: 0.2, saturation: 0.2, hue: 0.05 };
const changes = [
  ["none", undefined],
  ["flip and scale-crop", { flip: 0.5, scales: [1, 1.2, 1.5] }],
  ["and rotation, colours", { flip: 0.5, scales: [1, 1.2, 1.5], rotation: 5, colour }],
];

/** Images a second and CPU milliseconds an image, from the first batch on, of so many images. */
async function speed(loader, options, images) {
  let done = -options.batchSize;
  let [start, cpu] = [0, process.cpuUsage()];
  for await (const batch of loader.batches("train", options)) {
    if (done < 0) [start, cpu] = [performance.now(), process.cpuUsage()];
    done += batch.size;
    if (done >= images) break;
  }
  const { user, system } = process.cpuUsage(cpu);
  return { perSecond: (1000 * done) / (performance.now() - start), cpu: (user + system) / 1000 / done };
}

async function measure(name, source) {
  const dataset = await openDataset(source);
  for (const workers of counts)
    for (const [change, augment] of changes) {
      // Nothing is kept: the first epoch is what is measured, however many images there are.
      const loader = createLoader(dataset, source, { workers });
      const options = {
        batchSize: 8,
        shuffle: true,
        dropLast: true,
        epochs: 1000,
        augment,
        standardise: imagenet,
      };
      const { perSecond, cpu } = await speed(loader, options, Number(values.images));
      await loader.close();
      const row = [name, workers, change, perSecond.toFixed(0), cpu.toFixed(1), (1000 / cpu).toFixed(0)];
      console.log(`| ${row.join(" | ")} |`);
    }
}

const folder = mkdtempSync(join(tmpdir(), "equipoise-speed-"));
console.log(
  "| data | workers | augmentation | images/s | CPU ms an image | images/s a core |\n|---|---|---|---|---|---|",
);
for (const dir of positionals.length > 0 ? positionals : [null]) {
  const format = dir === null ? "rooms" : await detectFormat(dir);
  const size = { width, height };
  const source =
    format === "rooms"
      ? { format, ...size, train: 32, val: 0 }
      : { format, dir, size, ...(format !== "packed" && { cacheBytes: 0 }) };
  const name = `${format} ${width}x${height}`;
  await measure(name, source);
  if (format === "packed") continue;
  const file = join(folder, "data.packed");
  await packDataset(await openDataset(source), source, file);
  await measure(`${name}, packed`, { format: "packed", dir: file });
  rmSync(file);
}
rmSync(folder, { recursive: true });
