// Kills runs at so many random moments, inside writes too, and holds what they come to against a run that was left alone.
//   node apps/train/scripts/kill.mjs [kills, default 1000]
import { killTest } from "./kill-test.mjs";

killTest("kill.test.ts", 1000);
