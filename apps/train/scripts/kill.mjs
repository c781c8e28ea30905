// Kills runs at so many random moments, inside writes too, and holds what they come to against a run that was left alone.
//   node apps/train/scripts/kill.mjs [kills, default 1000]
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const kills = Number(process.argv[2] ?? 1000);
if (!Number.isInteger(kills) || kills < 1) {
  console.error(`kill: expected a number of kills from 1 up; got ${process.argv[2]}`);
  process.exit(2);
}
execFileSync("npx", ["--yes", "pnpm@12", "exec", "vitest", "run", "apps/train/src/commands/kill.test.ts"], {
  cwd: fileURLToPath(new URL("../../..", import.meta.url)),
  env: { ...process.env, EQUIPOISE_KILLS: String(kills) },
  stdio: "inherit",
  shell: process.platform === "win32",
});
