import { diagnose } from "../doctor/diagnosis.ts";
import { diagnosisText } from "../doctor/diagnosis-text.ts";

/** Options of `doctor`, as typed. */
export interface DoctorOptions {
  readonly json?: boolean;
}

/** Says what this machine trains on, and tests it; the process ends with 1 where something is wrong. */
export async function doctor({ json }: DoctorOptions): Promise<void> {
  const diagnosis = await diagnose();
  process.stdout.write(json ? `${JSON.stringify(diagnosis, null, 2)}\n` : diagnosisText(diagnosis));
  for (const problem of diagnosis.problems) process.stderr.write(`error: ${problem}\n`);
  if (diagnosis.problems.length > 0) process.exitCode = 1;
}
