import { expect, test } from "vitest";
import {
  alignedMtl,
  caGrad,
  dbMtl,
  dwa,
  famo,
  gls,
  gradNorm,
  imtlL,
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

const cases: readonly (readonly [() => unknown, string])[] = [
  [
    () => uw({ learningRate: 0 }),
    "uw: expected learningRate finite and above 0; got learningRate 0. PyTorch's default is 0.001.",
  ],
  [() => uw({ beta1: 1 }), "uw: expected beta1 finite and below 1; got beta1 1. PyTorch's default is 0.9."],
  [
    () => imtlL({ beta2: -0.1 }),
    "imtl-l: expected beta2 finite and at least 0; got beta2 -0.1. PyTorch's default is 0.999.",
  ],
  [
    () => imtlL({ epsilon: 0 }),
    "imtl-l: expected epsilon finite and above 0; got epsilon 0. PyTorch's default is 1e-8.",
  ],
  [
    () => famo({ weightDecay: -1 }),
    "famo: expected weightDecay finite and at least 0; got weightDecay -1. Leave it out for none.",
  ],
  [
    () => famo({ offset: -1 }),
    "famo: expected offset finite and at least 0; got offset -1. The authors add 1e-8.",
  ],
  [
    () => uw({ initial: Number.NaN }),
    "uw: expected initial finite; got initial NaN. LibMTL has -0.5, TorchJD 0.",
  ],
  [
    () => imtlL({ initial: Number.POSITIVE_INFINITY }),
    "imtl-l: expected initial finite; got initial Infinity. LibMTL and TorchJD have 0.",
  ],
  [
    () => uw({ factors: { a: 0 } }),
    "uw: expected factors.a finite and above 0; got factors.a 0. The paper has 1/2 for regression, 1 for classes.",
  ],
  [
    () => uw({ factors: { a: 1 } }).init(["b"]),
    'uw: expected a factor for each task and no other name; got tasks ["b"], names ["a"]. Use the same names.',
  ],
  [
    () => gls({ floor: 0 }),
    "gls: expected floor finite and above 0; got floor 0. Leave it out to refuse low losses.",
  ],
  [
    () => rlw({ seed: -1 }),
    "rlw: expected a whole seed from 0 to 4294967295; got seed -1. Take any such number.",
  ],
  [
    () => rlw({ seed: 0.5 }),
    "rlw: expected a whole seed from 0 to 4294967295; got seed 0.5. Take any such number.",
  ],
  [
    () => stch({ mu: 0 }),
    "stch: expected mu finite and above 0; got mu 0. A small one comes close to the maximum.",
  ],
  [
    () => stch({ warmup: -1 }),
    "stch: expected warmup finite and at least 0; got warmup -1. Give whole periods.",
  ],
  [
    () => stch({ warmup: 0.5 }),
    "stch: expected warmup finite and whole; got warmup 0.5. Give whole periods.",
  ],
  [
    () => stchPlain({ ideal: { a: Number.NaN } }),
    "stch-plain: expected ideal.a finite; got ideal.a NaN. 0 is the best that most losses can be.",
  ],
  [
    () => stchPlain({ priorities: { a: 0 } }),
    "stch-plain: expected priorities.a finite and above 0; got priorities.a 0. Leave an unwanted task out of the run.",
  ],
  [
    () => stchPlain({ ideal: { a: 1 } }).init(["b"]),
    'stch-plain: expected an ideal loss for each task and no other name; got tasks ["b"], names ["a"]. Use the same names.',
  ],
  [
    () => uwSo({ temperature: 0 }),
    "uw-so: expected temperature finite and above 0; got temperature 0. A large one makes the weights alike.",
  ],
  [
    () => dwa({ temperature: Number.NaN }),
    "dwa: expected temperature finite and above 0; got temperature NaN. A large one makes the weights alike.",
  ],
  [
    () => mlr({ periodsPerEpoch: 0 }),
    "mlr: expected periodsPerEpoch finite and above 0; got periodsPerEpoch 0. The authors have 4.",
  ],
  [
    () => mgda({ normalize: "loss", floor: 0 }),
    "mgda: expected floor finite and above 0; got floor 0. Leave it out to refuse low losses.",
  ],
  [
    () => pcGrad({ seed: 2 ** 32 }),
    "pcgrad: expected a whole seed from 0 to 4294967295; got seed 4294967296. Take any such number.",
  ],
  [
    () => caGrad({ c: -1 }),
    "cagrad: expected c finite and at least 0; got c -1. The authors have 0.4 and 0.5.",
  ],
  [
    () => nashMtl({ maxNorm: 0 }),
    "nash-mtl: expected maxNorm finite and above 0; got maxNorm 0. Infinity is no limit.",
  ],
  [
    () => nashMtl({ every: 0 }),
    "nash-mtl: expected every finite and at least 1; got every 0. 1 bargains anew in every step.",
  ],
  [
    () => nashMtl({ every: 2.5 }),
    "nash-mtl: expected every finite and whole; got every 2.5. 1 bargains anew in every step.",
  ],
  [
    () => alignedMtl({ priorities: { a: -1 } }),
    "aligned-mtl: expected priorities.a finite and above 0; got priorities.a -1. Leave an unwanted task out of the run.",
  ],
  [() => dbMtl({ beta: 1 }), "db-mtl: expected beta finite and below 1; got beta 1. The authors have 0.9."],
  [() => dbMtl({ sigma: -1 }), "db-mtl: expected sigma finite and at least 0; got sigma -1. LibMTL has 0."],
  [
    () => gradNorm({ alpha: -1 }),
    "gradnorm: expected alpha finite and at least 0; got alpha -1. The paper has 1.5 for NYUv2.",
  ],
  [() => mlr({ slope: Number.NaN }), "mlr: expected slope finite; got slope NaN. The authors have -1.5."],
];

test.each(cases)("%s", (make, message) => {
  expect(make).toThrow(expect.objectContaining({ name: "ConfigError", message }));
});
