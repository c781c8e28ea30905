import { readFile } from "node:fs/promises";
import { testDamages } from "../fuzz.fixture.ts";
import { readMat5 } from "./read-mat5.ts";

for (const name of ["plain", "compressed", "big-endian"])
  testDamages(
    `${name}.mat`,
    () => readFile(new URL(`golden/${name}.mat`, import.meta.url)),
    (bytes) => readMat5("file", bytes),
  );
