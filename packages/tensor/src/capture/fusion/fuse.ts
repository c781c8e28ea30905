import type { BoundLaunch } from "../../device/recorder.ts";
import type { Storage } from "../../device/storage.ts";
import { size } from "../../shape.ts";
import { accesses } from "../accesses.ts";
import { kernelModule } from "./kernel-module.ts";
import { link, written } from "./link.ts";

/** Launches that become one: a host, and maps of its results, in order. */
interface Group {
  readonly host: BoundLaunch;
  readonly stages: BoundLaunch[];
}

/**
 * The launches of a step with maps joined to the kernels whose results they map: an activation to a convolution or a
 * normalisation, a chain of arithmetic to one kernel. A result that only maps read is never stored.
 *
 * @param outlives whether memory is read after the step
 * @param maxTensors tensors that one kernel can bind
 */
export function fuse(
  launches: readonly BoundLaunch[],
  outlives: (storage: Storage) => boolean,
  maxTensors: number,
): BoundLaunch[] {
  const groups: (Group | null)[] = launches.map((host) => ({ host, stages: [] }));
  const readers = countReaders(launches);
  const kept = ({ host, stages }: Group): Set<Storage> => {
    const members = [host, ...stages];
    const inside = countReaders(stages);
    return new Set(
      members
        .map(written)
        .filter((storage) => outlives(storage) || (readers.get(storage) ?? 0) > (inside.get(storage) ?? 0)),
    );
  };
  for (const [at, launch] of launches.entries()) {
    if (launch.launch.map === undefined || hasWindow(launch)) continue;
    const into = groups.findLastIndex((group, i) => i < at && group !== null && accepts(group, launch));
    if (into < 0) continue;
    const joined = { host: groups[into]!.host, stages: [...groups[into]!.stages, launch] };
    if (tensorsOf(joined, kept(joined)) > maxTensors) continue;
    const between = groups
      .slice(into + 1, at)
      .flatMap((group) => (group ? [group.host, ...group.stages] : []));
    // Where the host stands, if all that the map reads stands there already; else where the map does.
    if (canMove([launch], between, "up")) {
      groups[into] = joined;
      groups[at] = null;
    } else if (canMove([joined.host, ...groups[into]!.stages], between, "down")) {
      groups[into] = null;
      groups[at] = joined;
    }
  }
  return groups
    .filter((group) => group !== null)
    .map((group) => (group.stages.length > 0 ? link(group.host, group.stages, kept(group)) : group.host));
}

function countReaders(launches: readonly BoundLaunch[]): Map<Storage, number> {
  const readers = new Map<Storage, number>();
  for (const bound of launches)
    for (const storage of new Set(accesses(bound).reads))
      readers.set(storage, (readers.get(storage) ?? 0) + 1);
  return readers;
}

/** Whether a launch maps a result of the group, element by element. */
function accepts({ host, stages }: Group, { launch, tensors }: BoundLaunch): boolean {
  if (!kernelModule(host.launch.code).epilogue || hasWindow(host) || (host.launch.updates?.length ?? 0) > 0)
    return false;
  if ((host.launch.real === "f16") !== (launch.real === "f16")) return false;
  const results = [host, ...stages].map(written);
  if (!tensors.slice(0, launch.map).some((storage) => results.includes(storage))) return false;
  // Beside the first that it writes, a host may write others: those are not mapped, nor may the map read them.
  const others = accesses(host).writes.filter((storage) => storage !== written(host));
  if (tensors.some((storage) => others.includes(storage))) return false;
  // A result that is mapped at its own place must not be read at others too.
  if (tensors.slice(launch.map, launch.reads.length).some((storage) => results.includes(storage)))
    return false;
  return elements(launch) === elements(host.launch);
}

/** Whether a launch works on part of a tensor, which is not to be told from its other parts here. */
const hasWindow = ({ tensors }: BoundLaunch): boolean => tensors.some((storage) => storage !== storage.root);

const elements = ({ writes }: BoundLaunch["launch"]): number => size(Object.values(writes)[0]!.shape);

/** Tensors that the joined kernel would bind, at most. */
function tensorsOf({ host, stages }: Group, kept: ReadonlySet<Storage>): number {
  const results = new Set([host, ...stages].map(written));
  const read = stages.flatMap(({ launch, tensors }) =>
    tensors.slice(0, launch.reads.length).filter((storage) => !results.has(storage)),
  );
  // The last result goes where the host's went.
  return host.tensors.length + read.length + kept.size - 1;
}

/** Whether launches may go before those between, or after them: no write may pass a read or write of the same memory. */
function canMove(
  moved: readonly BoundLaunch[],
  between: readonly BoundLaunch[],
  direction: "up" | "down",
): boolean {
  const [first, second] = direction === "up" ? [between, moved] : [moved, between];
  const touched = (launches: readonly BoundLaunch[]) => {
    const reads = new Set(launches.flatMap((bound) => accesses(bound).reads));
    const writes = new Set(launches.flatMap((bound) => accesses(bound).writes));
    return { reads, writes };
  };
  const [a, b] = [touched(first), touched(second)];
  const meet = (one: ReadonlySet<Storage>, other: ReadonlySet<Storage>) => [...one].some((x) => other.has(x));
  return !meet(a.writes, b.reads) && !meet(a.reads, b.writes) && !meet(a.writes, b.writes);
}
