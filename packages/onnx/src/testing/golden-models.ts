import { readFileSync } from "node:fs";

const text = readFileSync(new URL("../../golden/models.json", import.meta.url), "utf8");

/** Models by name, as `golden/models.py` has them from the package onnx. */
export const goldenModels = Object.fromEntries(
  Object.entries(JSON.parse(text) as Record<string, string>).map(([name, bytes]) => [
    name,
    new Uint8Array(Buffer.from(bytes, "base64")),
  ]),
);
