// Bundles the command with the packages it measures, from their sources: what is measured is what stands here. The
// contracts of the ops, which no package ships, become files of their own in dist/contracts, by op and name.
//   node build.mjs [main] [worker] [peers/child]
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const app = fileURLToPath(new URL(".", import.meta.url));
const ops = join(app, "../../packages/tensor/src/ops");
const contracts = readdirSync(ops, { recursive: true }).filter((path) => path.endsWith(".contract.ts"));
const entries = process.argv.length > 2 ? process.argv.slice(2) : ["main", "worker", "peers/child"];

rmSync(join(app, "dist"), { recursive: true, force: true });
await build({
  absWorkingDir: app,
  entryPoints: [
    ...entries.map((name) => ({ in: `src/${name}.ts`, out: name })),
    ...contracts.map((path) => ({ in: join(ops, path), out: `contracts/${path.slice(0, -".ts".length)}` })),
  ],
  outdir: "dist",
  bundle: true,
  splitting: true,
  conditions: ["source"],
  external: ["@sparticuz/chromium", "commander", "tar", "webgpu"],
  platform: "node",
  format: "esm",
  target: "node20",
  loader: { ".wgsl": "text" },
  sourcemap: true,
});
