import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll } from "vitest";

/** A folder for the tests of a file, with the built process of the fake library in it. */
export function fakeLibrary(): { readonly folder: string; command(behaviour: string): string[] } {
  const folder = mkdtempSync(join(tmpdir(), "equipoise-tests-"));
  const outfile = join(folder, "fake-library.mjs");
  beforeAll(async () => {
    const source = fileURLToPath(new URL("fake-library.ts", import.meta.url));
    await build({ entryPoints: [source], outfile, bundle: true, platform: "node", format: "esm" });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return { folder, command: (behaviour) => [process.execPath, outfile, behaviour] };
}
