import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Html } from "./html.ts";

/** The chart library's script and style sheet, as they come with its package. */
export function uplotFiles(): { readonly script: Html; readonly style: Html } {
  const folder = join(dirname(createRequire(import.meta.url).resolve("uplot/package.json")), "dist");
  const read = (file: string) => new Html(readFileSync(join(folder, file), "utf8"));
  return { script: read("uPlot.iife.min.js"), style: read("uPlot.min.css") };
}
