export { type Trace, type TracedCall, type TracedValue, trace } from "./trace.ts";
