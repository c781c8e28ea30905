import { renameSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

/**
 * Vite plugin: the threads of the datasets' loader run its sources too. Node runs no TypeScript in a thread, so they
 * are bundled beside what they import.
 */
export const loaderThreads = {
  name: "loader-threads",
  enforce: "pre",
  async load(id) {
    if (!id.endsWith("/packages/datasets/src/loader/worker-file.ts")) return;
    const loader = dirname(id);
    const file = join(loader, "../../node_modules/.vitest/worker.mjs");
    const outfile = `${file}.${process.pid}.mjs`;
    await build({
      entryPoints: [join(loader, "worker.ts")],
      outfile,
      bundle: true,
      packages: "external",
      platform: "node",
      format: "esm",
      target: "node20",
    });
    renameSync(outfile, file);
    return `export const workerFile = new URL(${JSON.stringify(pathToFileURL(file).href)});`;
  },
};
