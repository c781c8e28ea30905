// Images a second: pnpm --filter @equipoise/datasets build && node packages/datasets/scripts/speed.mjs [folder] [width height]
import { augmentation, batches, detectFormat, openDataset, rooms } from "../dist/index.js";

async function measure(what, dataset, options = {}) {
  const start = performance.now();
  const before = process.cpuUsage();
  let images = 0;
  for await (const batch of batches(dataset, "train", { batchSize: 8, shuffle: true, ...options }))
    images += batch.size;
  const { user, system } = process.cpuUsage(before);
  const speed = Math.round((1000 * images) / (performance.now() - start));
  // The second number hardly depends on what else the machine is doing.
  console.log(
    `${what.padEnd(36)} ${speed} images/s, ${((user + system) / 1000 / images).toPrecision(3)} ms of processor time each`,
  );
}

const [dir, width, height] = process.argv.slice(2);
if (dir === undefined) {
  const generated = rooms({ train: 200, width: 64, height: 48 });
  await measure("rooms 64x48, rendered", generated);
  await measure("rooms 64x48, kept", generated);
} else {
  const size = width && height && { size: { width: Number(width), height: Number(height) } };
  const stored = await openDataset({ format: await detectFormat(dir), dir, ...size });
  const what = `${stored.name} ${stored.width}x${stored.height}`;
  await measure(`${what}, read`, stored);
  await measure(`${what}, kept`, stored);
  await measure(`${what}, kept, augmented`, stored, { augment: augmentation() });
}
