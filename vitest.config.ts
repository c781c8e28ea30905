import { defineConfig } from "vitest/config";
import { loaderThreads } from "./tools/loader-threads-plugin.mjs";
import { wgsl } from "./tools/wgsl-plugin.mjs";

// One worker for all files: they share one adapter, and a software adapter already uses every core.
export default defineConfig({
  plugins: [wgsl, loaderThreads],
  resolve: { conditions: ["source", "node", "import", "default"] },
  ssr: { resolve: { conditions: ["source", "node", "import", "default"] } },
  test: {
    include: ["packages/*/{src,test}/**/*.test.ts", "apps/*/{src,test}/**/*.test.ts"],
    globalSetup: "tools/temporary-folder.mjs",
    pool: "forks",
    maxWorkers: 1,
    isolate: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
