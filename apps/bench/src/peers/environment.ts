import { dirname } from "node:path";
import { type AdapterChoice, unpackSwiftShader } from "@equipoise/tensor/node";

/**
 * What makes every Dawn in a process of its own find one adapter.
 *
 * @param choice what our device was opened with
 * @param adapter what it got, in its words
 */
export async function environmentFor(choice: AdapterChoice, adapter: string): Promise<NodeJS.ProcessEnv> {
  const base = { ...process.env, XDG_RUNTIME_DIR: process.env["XDG_RUNTIME_DIR"] ?? "/tmp" };
  if (!/swiftshader/i.test(adapter)) return { ...base, EQUIPOISE_ADAPTER: choice };
  const { dawn, icd } = await unpackSwiftShader();
  return {
    ...base,
    EQUIPOISE_ADAPTER: "swiftshader",
    LD_LIBRARY_PATH: dirname(dawn),
    VK_ICD_FILENAMES: icd,
    VK_DRIVER_FILES: icd,
  };
}
