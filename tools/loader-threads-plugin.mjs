import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

/**
 * Vite plugin: the threads of the datasets' loader run its sources too. Node runs no TypeScript in a thread, so they
 * are bundled, where they find what they import, for as long as the tests run.
 */
export const loaderThreads = {
  name: "loader-threads",
  enforce: "pre",
  async load(id) {
    if (!id.endsWith("/packages/datasets/src/loader/worker-file.ts")) return;
    const modules = join(dirname(id), "../../node_modules");
    mkdirSync(join(modules, ".vitest"), { recursive: true });
    const outdir = mkdtempSync(join(modules, ".vitest/loader-"));
    process.once("exit", () => rmSync(outdir, { recursive: true, force: true }));
    await build({
      entryPoints: [join(dirname(id), "worker.ts")],
      outdir,
      outExtension: { ".js": ".mjs" },
      bundle: true,
      splitting: true,
      packages: "external",
      platform: "node",
      format: "esm",
      target: "node20",
    });
    const file = pathToFileURL(join(outdir, "worker.mjs"));
    return `export const workerFile = new URL(${JSON.stringify(file.href)});`;
  },
};
