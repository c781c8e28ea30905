// Images a second: pnpm --filter @equipoise/datasets build && node packages/datasets/scripts/speed.mjs [folder with a dataset.json]
import { augmentation, batches, openFolder, rooms } from "../dist/index.js";

async function measure(what, dataset, options = {}) {
  const start = performance.now();
  let images = 0;
  for await (const batch of batches(dataset, "train", { batchSize: 8, shuffle: true, ...options }))
    images += batch.size;
  console.log(`${what.padEnd(36)} ${Math.round((1000 * images) / (performance.now() - start))} images/s`);
}

const generated = rooms({ train: 200, width: 64, height: 48 });
await measure("rooms 64x48, rendered", generated);
await measure("rooms 64x48, kept", generated);

const [folder] = process.argv.slice(2);
if (folder !== undefined) {
  const stored = await openFolder(folder);
  const size = `${stored.width}x${stored.height}`;
  await measure(`${stored.name} ${size}, decoded`, stored);
  await measure(`${stored.name} ${size}, kept`, stored);
  await measure(`${stored.name} ${size}, kept, augmented`, stored, { augment: augmentation() });
}
