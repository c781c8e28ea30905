// The weights of a cross-correlation in the order in which run.wgsl reads them: filters side by side, and before them the
// taps of a run, channels, the runs of a row of taps, its rows, phases and groups. Zeros fill filters up to whole fours,
// and runs. Where turned, filters are the channels of dx, channels the filters of y, and taps go backwards: from the last
// to the first of those that meet a phase. One invocation for a line of filters.
//   weight: [K, C/G, R, S]   packed: [G, PHASES, R', RUNS, CG, RUN, KG4]

alias real = f32;

struct Params {
  lines: u32, cg: u32, kg: u32, kg4: u32, r: u32, s: u32, phases_h: u32, phases_w: u32, taps_h: u32, runs: u32,
  top: u32, left: u32, weight_g: u32, weight_k: u32, weight_c: u32,
  run: u32, turned: u32, // taps of a run, and 1 if so
}

@group(0) @binding(0) var<storage, read> weight: array<real>;
@group(0) @binding(1) var<storage, read_write> packed: array<real>;
@group(0) @binding(2) var<uniform> d: Params;

override WORKGROUP_SIZE: u32 = 16;

/** The i-th tap of a phase; beyond the window if there is none. */
fn tap(i: u32, phase: u32, phases: u32, count: u32, margin: u32) -> u32 {
  if (d.turned == 0u) { return i; }
  let first = (phase + margin) % phases;
  let own = (count + phases - 1u - first) / phases;
  return select(count, first + phases * (own - 1u - i), i < own);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let line = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if (line >= d.lines) { return; }
  var rest = line;
  let t = rest % d.run;
  rest /= d.run;
  let c = rest % d.cg;
  rest /= d.cg;
  let run = rest % d.runs;
  rest /= d.runs;
  let row = rest % d.taps_h;
  rest /= d.taps_h;
  let phase = rest % (d.phases_h * d.phases_w);
  let g = rest / (d.phases_h * d.phases_w);
  let r = tap(row, phase / d.phases_w, d.phases_h, d.r, d.top);
  let s = tap(run * d.run + t, phase % d.phases_w, d.phases_w, d.s, d.left);
  let there = (r < d.r) & (s < d.s);
  let first = select(0u, g * d.weight_g + c * d.weight_c + r * d.s + s, there);
  let filters = line * 4u * d.kg4;
  for (var k = 0u; k < 4u * d.kg4; k++) {
    packed[filters + k] = real(select(0.0, f32(weight[first + k * d.weight_k]), there & (k < d.kg)));
  }
}
