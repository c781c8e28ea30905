import { DataError } from "../data-error.ts";

/** How to have a file whole again that people export themselves. */
const exportAgain = "copy or export the file again";

/** The refusal of a file that breaks off or contradicts itself; `what` is it whole: "a whole picture". */
export const damaged = (file: string, what: string, cause: unknown, cure = exportAgain): DataError =>
  new DataError(file, { expected: what, got: "a truncated or damaged one", cure }, { cause });

/** What decoding a file gives; whatever its decoder throws is a refusal of the file. */
export async function orDamaged<T>(file: string, what: string, decode: () => Promise<T>): Promise<T> {
  try {
    return await decode();
  } catch (cause) {
    throw damaged(file, what, cause);
  }
}
