import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Runs a test that kills processes so many times as is typed. */
export function killTest(file, otherwise) {
  const kills = Number(process.argv[2] ?? otherwise);
  if (!Number.isInteger(kills) || kills < 1) {
    console.error(`kill: expected a number of kills from 1 up; got ${process.argv[2]}`);
    process.exit(2);
  }
  execFileSync("npx", ["--yes", "pnpm@12", "exec", "vitest", "run", `apps/train/src/commands/${file}`], {
    cwd: fileURLToPath(new URL("../../..", import.meta.url)),
    env: { ...process.env, EQUIPOISE_KILLS: String(kills) },
    stdio: "inherit",
    shell: process.platform === "win32",
  });
}
