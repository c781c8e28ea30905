export { parseEvents, type RunRecord, runRecord } from "./run-record.ts";
export { writeReport } from "./write-report.ts";
