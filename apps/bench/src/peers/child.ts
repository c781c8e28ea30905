// The process of a library: child.js NAME [MODULE] [DAWN OPTIONS...]
import type { Open } from "./library.ts";
import { serve } from "./serve.ts";

const libraries: Readonly<Record<string, () => Promise<Open>>> = {
  equipoise: async () => (await import("./libraries/equipoise.ts")).open,
  "equipoise-eager": async () => (await import("./libraries/equipoise.ts")).openEager,
  "jax-js": async () => (await import("./libraries/jax-js.ts")).open,
  tfjs: async () => (await import("./libraries/tfjs.ts")).open,
  onnxruntime: async () => (await import("./libraries/onnxruntime.ts")).open,
};

const [name = "", module = "", ...dawn] = process.argv.slice(2);
await serve(async () => (await libraries[name]!())(module, dawn));
// Dawn's threads would keep the process.
process.exit();
