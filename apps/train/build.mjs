// Bundles the trainer; what it imports, the built packages among it, stays where pnpm installed it.
import { build } from "esbuild";

await build({
  entryPoints: ["src/main.ts"],
  outdir: "dist",
  bundle: true,
  packages: "external",
  platform: "node",
  format: "esm",
  target: "node20",
  loader: { ".wgsl": "text" },
  sourcemap: true,
});
