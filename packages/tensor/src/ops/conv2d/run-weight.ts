import type { AdapterProfile } from "../../device/adapter.ts";
import { linear } from "../../grid.ts";
import type { Launch } from "../../op.ts";
import { addedChunks } from "./chunks.ts";
import type { Geometry } from "./geometry.ts";
import backwardWeight from "./run-backward-weight.wgsl";
import { cheapest, fours, lanesOf, waysAlong } from "./ways.ts";

/** Teams that keep every core busy, and pixels that one adds up at most before sums are added to sums. */
const [TEAMS, MAX_LENGTH] = [32, 4096];

/** `dweight`: sums over chunks of the rows of pixels, then their sum. */
export function sumsOfRows(g: Geometry, adapter: AdapterProfile): readonly Launch[] {
  const { n, c, h, w, k, r, s, p, q, cg, kg, top, left, stride, dilation, groups } = g;
  const way = cheapest(
    waysAlong(s, stride[1], dilation[1]),
    ({ taps, step }) => fours(q / step) * step * Math.ceil(s / taps) * (taps + 3),
  );
  const pairs = cg * r;
  const tiles = (lanes: number) => Math.ceil(pairs / lanes) * Math.ceil(fours(kg) / lanes);
  const lanes = lanesOf(adapter, (lanes) => tiles(lanes) * lanes ** 2);
  const teams = tiles(lanes) * Math.ceil(s / way.taps) * groups;
  const rows = n * p;
  const length = Math.ceil(rows / Math.max(Math.ceil(TEAMS / teams), Math.ceil((rows * q) / MAX_LENGTH)));
  const chunks = Math.ceil(rows / length);
  return addedChunks(g, chunks, "meet dy", (writes) => ({
    code: backwardWeight,
    real: g.dtype,
    reads: ["dy", "x"],
    writes,
    params: {
      ...{ n, c, h, w, k, p, q, r, s, top, left, cg, kg },
      dilationH: dilation[0],
      dilationW: dilation[1],
      strideH: stride[0],
      strideW: stride[1],
      step: way.step,
      spread: way.spread,
      chunks,
      length,
    },
    constants: {
      RUN: way.taps,
      STRIDE: way.stride,
      OCTETS: Number(lanes === 8),
      VECTORS: Number(way.step === 1 && q % 4 === 0),
    },
    grid: linear(lanes * teams * chunks, 32),
  }));
}
