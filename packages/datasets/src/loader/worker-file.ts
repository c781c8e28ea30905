/** The file that threads run: an entry of this package, wherever the rest of it was bundled to. */
export const workerFile = new URL(import.meta.resolve("@equipoise/datasets/worker"));
