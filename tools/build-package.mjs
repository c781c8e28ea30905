// Builds the package in the current folder: each entry of `exports` that names a `source`, and the declarations.
import { execFileSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const { exports } = JSON.parse(readFileSync("package.json", "utf8"));
rmSync("dist", { recursive: true, force: true });
await build({
  entryPoints: Object.values(exports).map((entry) => entry.source),
  outdir: "dist",
  outbase: "src",
  bundle: true,
  splitting: true,
  packages: "external",
  format: "esm",
  target: "es2022",
  loader: { ".wgsl": "text" },
  sourcemap: true,
});
const tsc = fileURLToPath(import.meta.resolve("typescript/package.json")).replace("package.json", "bin/tsc");
execFileSync(process.execPath, [tsc, "-p", "tsconfig.build.json"], { stdio: "inherit" });
