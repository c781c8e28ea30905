import {
  type FamoOptions,
  famo,
  gls,
  type ImtlLOptions,
  imtlL,
  rlw,
  type StchOptions,
  type StepBalancer,
  stch,
  stchPlain,
  type UwOptions,
  uw,
  uwSo,
} from "@equipoise/lsb";
import type { DeviceRule } from "../device-rule.ts";
import { famoRule } from "../rules/famo.ts";
import { glsRule } from "../rules/gls.ts";
import { imtlLRule } from "../rules/imtl-l.ts";
import { rlwRule } from "../rules/rlw.ts";
import { stchRule } from "../rules/stch.ts";
import { stchPlainRule } from "../rules/stch-plain.ts";
import { uwRule } from "../rules/uw.ts";
import { uwSoRule } from "../rules/uw-so.ts";

/** A rule and the pure definition that it is held to, under the same options. */
export interface RuleCase {
  /** The definition, with the rate of its steps where the method takes none from them. */
  readonly pure: (tasks: readonly string[], learningRate: number) => StepBalancer;
  readonly rule: (tasks: readonly string[]) => DeviceRule;
}

const numbered = (tasks: readonly string[], value: (place: number) => number) =>
  Object.fromEntries([...tasks].sort().map((task, place) => [task, value(place)]));

const uwCase = (options: UwOptions): RuleCase => ({ pure: () => uw(options), rule: () => uwRule(options) });
const imtlLCase = (options: ImtlLOptions): RuleCase => ({
  pure: () => imtlL(options),
  rule: () => imtlLRule(options),
});
const rlwCase = (seed: number): RuleCase => ({ pure: () => rlw({ seed }), rule: rlwRule });
const stchCase = (options: StchOptions): RuleCase => ({
  pure: () => stch(options),
  rule: () => stchRule(options),
});
const uwSoCase = (temperature: number): RuleCase => ({
  pure: () => uwSo({ temperature }),
  rule: () => uwSoRule({ temperature }),
});
const famoCase = (options: FamoOptions): RuleCase => ({
  pure: (_, learningRate) => famo({ ...options, learningRate }),
  rule: () => famoRule(options),
});

export const ruleCases: Readonly<Record<string, RuleCase>> = {
  uw: uwCase({}),
  "uw from 0 with other moments": uwCase({ initial: 0, beta1: 0.5, beta2: 0.9, epsilon: 1e-3 }),
  "uw without momentum, with weight decay": uwCase({ beta1: 0, weightDecay: 0.1 }),
  "uw with factors": {
    pure: (tasks) => uw({ factors: numbered(tasks, (place) => 0.5 + place) }),
    rule: (tasks) => uwRule({ factors: numbered(tasks, (place) => 0.5 + place) }),
  },
  "imtl-l": imtlLCase({}),
  "imtl-l from 2 with weight decay": imtlLCase({ initial: 2, weightDecay: 0.01 }),
  rlw: rlwCase(0),
  "rlw of another seed": rlwCase(4_000_000_007),
  gls: { pure: () => gls(), rule: glsRule },
  stch: stchCase({ warmup: 1 }),
  "stch without warm-up, with a small mu": stchCase({ warmup: 0, mu: 0.1 }),
  "stch of the paper's factor": stchCase({ warmup: 0, factor: 1 }),
  "stch-plain": { pure: () => stchPlain(), rule: () => stchPlainRule() },
  "stch-plain with a large mu, priorities and ideals": {
    pure: (tasks) => stchPlain(plainOptions(tasks)),
    rule: (tasks) => stchPlainRule(plainOptions(tasks)),
  },
  famo: famoCase({}),
  "famo with an offset, without weight decay": famoCase({ offset: 0.01, weightDecay: 0 }),
  "uw-so": uwSoCase(1),
  "uw-so with a temperature": uwSoCase(20),
};

const plainOptions = (tasks: readonly string[]) => ({
  mu: 5,
  priorities: numbered(tasks, (place) => 1 + place),
  ideal: numbered(tasks, (place) => -0.3 * place),
});
