import { readFileSync } from "node:fs";

/** Vite plugin: a `.wgsl` file imports as its text, as esbuild's `text` loader gives it in builds. */
export const wgsl = {
  name: "wgsl",
  enforce: "pre",
  load(id) {
    if (id.endsWith(".wgsl")) return `export default ${JSON.stringify(readFileSync(id, "utf8"))}`;
  },
};
