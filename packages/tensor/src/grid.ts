/** Workgroups along x, y, z. */
export type Grid = readonly [x: number, y: number, z: number];

/** WebGPU's limit of workgroups along one axis, the same on every adapter that offers only the defaults. */
const MAX_WORKGROUPS = 65_535;

/**
 * Enough workgroups for `invocations` in a row, folded into two axes beyond WebGPU's limit along one. A kernel
 * finds its place as `id.x + id.y * groups.x * WORKGROUP_SIZE` and must check it against the count.
 */
export function linear(invocations: number, workgroupSize = 64): Grid {
  const groups = Math.max(1, Math.ceil(invocations / workgroupSize));
  const rows = Math.ceil(groups / MAX_WORKGROUPS);
  return [Math.ceil(groups / rows), rows, 1];
}
