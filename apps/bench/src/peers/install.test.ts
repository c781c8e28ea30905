import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { install } from "./install.ts";
import { others, type Peer } from "./peers.ts";

const folder = mkdtempSync(join(tmpdir(), "equipoise-tests-"));
afterAll(() => rmSync(folder, { recursive: true }));

const peer = (name: string, packages: Record<string, string>, module: string): Peer => {
  return { name, role: "trains", dawn: true, npm: { packages, module } };
};

describe("installing", () => {
  test("gives the module that a process imports, and asks npm once", async () => {
    const address = await install(peer("whole", {}, "export const version = 1;"), folder);
    expect((await import(address)).version).toBe(1);
    const stamp = join(folder, "whole", "installed.json");
    expect(JSON.parse(readFileSync(stamp, "utf8"))).toEqual({ private: true, dependencies: {} });
    rmSync(join(folder, "whole", "package.json"));
    await install(peer("whole", {}, ""), folder);
    expect(existsSync(join(folder, "whole", "package.json"))).toBe(false);
  });

  test("what npm complains of, and no stamp", async () => {
    const broken = peer("broken", { nothing: "file:./nothing.tgz" }, "");
    await expect(install(broken, folder)).rejects.toThrow(/^npm install: .*nothing/);
    expect(existsSync(join(folder, "broken", "installed.json"))).toBe(false);
  });

  test("nothing for a library without packages", async () => {
    expect(await install({ name: "none", role: "ours", dawn: true }, folder)).toBe("");
    expect(existsSync(join(folder, "none"))).toBe(false);
  });

  test("versions are exact", () => {
    for (const { npm } of others)
      for (const version of Object.values(npm?.packages ?? {})) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  });
});
