import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { packageFolder, versionOf } from "./installed-package.ts";

/** What Dawn needs to run on the SwiftShader that came with the install. */
export interface SwiftShader {
  /** A copy of `dawn.node` beside SwiftShader's Vulkan loader, where Dawn looks for one first. */
  readonly dawn: string;
  /** Vulkan's description of the driver, for `VK_ICD_FILENAMES`. */
  readonly icd: string;
}

/** Whether SwiftShader ships for this machine: the package holds 64-bit Linux libraries for x86 alone. */
export const swiftShaderFits = (): boolean => process.platform === "linux" && process.arch === "x64";

/**
 * Unpacks the embedded SwiftShader into a folder of the user's own, once for each version; into a temporary one that
 * goes with the process where the user has no folder to write to.
 */
export async function unpackSwiftShader(): Promise<SwiftShader> {
  const packed = join(packageFolder("@sparticuz/chromium"), "bin", "swiftshader.tar.br");
  const dawn = join(packageFolder("webgpu"), "dist", `${process.platform}-${process.arch}`, "dawn.node");
  const version = `${versionOf("@sparticuz/chromium")}-${versionOf("webgpu")}`;
  const folder = join(cacheFolder(), `swiftshader-${version}`);
  if (!existsSync(folder)) {
    // Another process may be at the same work: each unpacks for itself, and the first to rename wins.
    const unpacking = mkdtempSync(`${folder}-`);
    copyFileSync(dawn, join(unpacking, "dawn.node"));
    const { extract } = await import("tar");
    const archive = brotliDecompressSync(readFileSync(packed));
    const unpack = extract({
      cwd: unpacking,
      preserveOwner: false,
      filter: (path) => !/libEGL|libGLES/.test(path),
    });
    await new Promise<void>((resolve, reject) =>
      unpack.on("close", resolve).on("error", reject).end(archive),
    );
    try {
      renameSync(unpacking, folder);
    } catch (error) {
      rmSync(unpacking, { recursive: true, force: true });
      if (!existsSync(folder)) throw error;
    }
  }
  return { dawn: join(folder, "dawn.node"), icd: join(folder, "vk_swiftshader_icd.json") };
}

/** A folder that only this user can write: code is loaded from it. */
function cacheFolder(): string {
  const home = process.env["XDG_CACHE_HOME"] || (homedir() && join(homedir(), ".cache"));
  try {
    const folder = join(home || "/nonexistent", "equipoise");
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (statSync(folder).uid === process.getuid?.()) {
      chmodSync(folder, 0o700);
      return folder;
    }
  } catch {
    // No home, or one that cannot be written: a temporary folder does.
  }
  const folder = mkdtempSync(join(tmpdir(), "equipoise-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
