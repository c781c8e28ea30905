// Kills an experiment with its runs at so many random moments, inside writes of runs and of results and between runs, and
// holds the tables that it comes to against those of one that was left alone. EQUIPOISE_SEED chooses other moments.
//   node apps/train/scripts/kill-compare.mjs [kills, default 10]
import { killTest } from "./kill-test.mjs";

killTest("kill-compare.test.ts", 10);
