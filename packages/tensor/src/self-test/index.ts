export { type SelfTestCheck, type SelfTestOptions, selfTest } from "./self-test.ts";
