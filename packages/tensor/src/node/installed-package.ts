import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);

/** Versions of the packages that an adapter comes from; `null` for one that is not installed. */
export function adapterVersions(): Readonly<Record<"dawn" | "swiftshader", string | null>> {
  const versionOrNull = (name: string) => {
    try {
      return versionOf(name);
    } catch {
      return null;
    }
  };
  return { dawn: versionOrNull("webgpu"), swiftshader: versionOrNull("@sparticuz/chromium") };
}

/** The version of an installed package. @throws if it is not installed. */
export const versionOf = (name: string): string =>
  JSON.parse(readFileSync(join(packageFolder(name), "package.json"), "utf8")).version;

/** The folder of an installed package, whose `package.json` its `exports` may hide. @throws if it is not installed. */
export function packageFolder(name: string): string {
  let folder = dirname(require.resolve(name));
  while (!existsSync(join(folder, "package.json")) || !folder.endsWith(name)) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error(`expected the folder of ${name} above ${require.resolve(name)}`);
    folder = parent;
  }
  return folder;
}
