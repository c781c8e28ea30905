import type { Facts } from "./facts.ts";
import { type Guess, nothing, range, short, task } from "./guess.ts";

/** A guess at the unit of depth, and what speaks for it. */
interface Unit {
  readonly scale: number | string;
  readonly factor: number;
  readonly name: string;
}

const units = {
  metres: { scale: 1, factor: 1, name: "metres" },
  centimetres: { scale: 0.01, factor: 0.01, name: "centimetres" },
  millimetres: { scale: 0.001, factor: 0.001, name: "millimetres" },
  /** As KITTI stores the depth that its laser measured. */
  kitti: { scale: "1/256", factor: 1 / 256, name: "1/256 metres, as sparse depth such as KITTI's is stored" },
  tum: { scale: "1/5000", factor: 1 / 5000, name: "1/5000 metres, as TUM's and ICL's depth is stored" },
} as const satisfies Record<string, Unit>;

/** Depth or inverse depth, with a guess at the unit. */
export function guessDepth(facts: Facts, isInverse: boolean): Guess {
  const { storage, bits, low, layout, counts } = facts;
  const where = layout === "CHW" ? { layout } : {};
  if (low < 0) return nothing(`${storage} with values ${range(facts)}: depth below 0 is none`);
  if (isInverse) {
    const scale = bits === 16 ? { scale: "1/256" } : bits === 8 ? { scale: 1 } : {};
    const why = `${storage} in a folder that is called so: inverse depth, ${range(facts)} as stored`;
    const unit =
      bits === 16 ? "; 1/256 pixels a step, I guess: correct scale and offset if they are others" : "";
    return task({ kind: "inverse-depth", ...scale, ...where }, why + unit);
  }
  if (bits === 8)
    return nothing(
      `${storage} of depth: 256 steps are too coarse to train on; export 16 bits, such as millimetres with scale 0.001`,
    );
  const unit = unitOf(facts);
  const full = bits === 16 && (counts?.get(65535) ?? 0) > 0 ? { invalid: [0, 65535] } : {};
  return task(
    { kind: "depth", ...(unit.scale === 1 && bits === 0 ? {} : { scale: unit.scale }), ...full, ...where },
    `${storage} with values ${range(facts)}: depth, of which 0 ${full.invalid ? "and 65535 are" : "is"} unknown; in ${unit.name}, I guess, ` +
      `which puts the middle at ${short(facts.median * unit.factor)} metres: correct scale if that is not so`,
  );
}

function unitOf({ bits, median, zeros }: Facts): Unit {
  if (bits === 0) return median < 300 ? units.metres : units.millimetres;
  if (zeros > 0.7) return units.kitti;
  if (median > 20_000) return units.tum;
  if (median >= 200) return units.millimetres;
  return median >= 20 ? units.centimetres : units.metres;
}
