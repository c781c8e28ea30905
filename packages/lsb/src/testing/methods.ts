import type { Balancer } from "../balancer.ts";
import {
  alignedMtl,
  caGrad,
  dbMtl,
  dwa,
  equal,
  famo,
  fixed,
  gls,
  gradNorm,
  imtlG,
  imtlL,
  lossScaleBalancing,
  mgda,
  mlr,
  nashMtl,
  pcGrad,
  rlw,
  stch,
  stchPlain,
  uw,
  uwSo,
} from "../index.ts";
import { perTask } from "../per-task.ts";
import { everyStep } from "../step/every-step.ts";
import type { StepBalancer } from "../step-balancer.ts";

/**
 * What becomes of the weights when task k's loss, and with it its gradient, is multiplied by c:
 *
 * - `exact`: `w_k c`, and the others' weights, are as before.
 * - `common`: they are, up to one factor common to all tasks.
 * - `still`: the weights are as before, so that the task's share changes.
 * - `moves`: something else.
 */
type Response = "exact" | "common" | "still" | "moves";

export interface Method {
  readonly make: (tasks: readonly string[]) => Balancer | StepBalancer;
  readonly response: Response;
  /** From which period on; 1 where it is not given. */
  readonly from?: number;
  readonly sign: "above 0" | "at least 0" | "any";
  /** Whether a loss of 0 or below is refused. */
  readonly refuses: boolean;
  /** Whether tasks are alike: renaming two of them swaps their weights. A random one has its draws by name. */
  readonly renames: boolean;
}

const plain = { sign: "above 0", refuses: true, renames: true } as const;

/** Every balancer of the package, and what it claims. */
export const methods: Readonly<Record<string, Method>> = {
  equal: { make: () => equal(), response: "still", ...plain, refuses: false },
  fixed: {
    make: (tasks) => fixed({ weights: perTask(tasks, () => 0.3) }),
    ...{ response: "still", ...plain, refuses: false },
  },
  lsb: { make: () => lossScaleBalancing(), response: "common", from: 2, ...plain },
  mlr: { make: () => mlr({ periodsPerEpoch: 1 }), response: "common", from: 2, ...plain },
  dwa: { make: () => dwa(), response: "still", ...plain },
  uw: { make: () => uw({ learningRate: 0.1 }), response: "moves", ...plain },
  "imtl-l": { make: () => imtlL({ learningRate: 0.1 }), response: "moves", ...plain },
  rlw: { make: () => rlw({ seed: 7 }), response: "still", ...plain, refuses: false, renames: false },
  gls: { make: () => gls(), response: "common", ...plain },
  stch: { make: () => stch({ warmup: 0, mu: 0.5 }), response: "exact", ...plain },
  "stch-plain": { make: () => stchPlain(), response: "moves", ...plain, refuses: false },
  famo: { make: () => famo({ learningRate: 0.2, weightDecay: 0 }), response: "common", ...plain },
  "uw-so": { make: () => uwSo(), response: "moves", ...plain },
  gradnorm: { make: () => gradNorm({ learningRate: 0.1 }), response: "moves", ...plain },
  mgda: { make: () => mgda(), response: "moves", ...plain, sign: "at least 0", refuses: false },
  pcgrad: { make: () => pcGrad(), response: "moves", ...plain, refuses: false, renames: false },
  cagrad: { make: () => caGrad(), response: "moves", ...plain, sign: "at least 0", refuses: false },
  "imtl-g": { make: () => imtlG(), response: "common", ...plain, sign: "any", refuses: false },
  "nash-mtl": {
    make: () => nashMtl({ maxNorm: Number.POSITIVE_INFINITY }),
    response: "common",
    ...plain,
    refuses: false,
  },
  "aligned-mtl": { make: () => alignedMtl(), response: "moves", ...plain, sign: "any", refuses: false },
  "db-mtl": { make: () => dbMtl(), response: "exact", ...plain },
};

/** A balancer of the table as the tests drive it. */
export const made = (name: string, tasks: readonly string[]): StepBalancer =>
  everyStep(methods[name]!.make(tasks));
