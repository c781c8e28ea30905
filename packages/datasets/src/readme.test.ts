import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { newFolder } from "./folder/folder.fixture.ts";
import { manifestSchema } from "./folder/manifest.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

const block = (language: string) => new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, "s").exec(readme)?.[1] ?? "";

it("the README's example runs as it stands", async () => {
  const index = new URL("./index.ts", import.meta.url).pathname;
  const file = join(await newFolder(), "example.ts");
  await writeFile(file, block("js").replace("@equipoise/datasets", index));
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  try {
    await import(/* @vite-ignore */ file);
    expect(log.mock.calls).toEqual(new Array(10).fill([8, 8 * 3 * 64 * 48, 8 * 64 * 48, 8 * 64 * 48]));
  } finally {
    log.mockRestore();
  }
});

it("the README's manifests are sound", () => {
  const manifests = [...readme.matchAll(/```json\n(.*?)```/gs)].map(([, text]) => JSON.parse(text!));
  expect(manifests).toHaveLength(2);
  for (const manifest of manifests) expect(manifestSchema.safeParse(manifest).error).toBeUndefined();
});
