import type { AdapterProfile } from "@equipoise/tensor";

/** A way in which an op's planners can be asked for kernels: as if the adapter were another. */
export interface Variant {
  readonly name: string;
  readonly adapter: AdapterProfile;
}

/** The classes of kernels, and within them what the subgroups of an adapter decide. */
export function variantsOf(adapter: AdapterProfile): Variant[] {
  const variants: Variant[] = [
    { name: "plain", adapter: { ...adapter, kernels: "plain" } },
    { name: "software", adapter: { ...adapter, kernels: "software" } },
    { name: "gpu", adapter: { ...adapter, kernels: "gpu" } },
    { name: "gpu, no subgroups", adapter: { ...adapter, kernels: "gpu", subgroup: null } },
  ];
  if (adapter.subgroup && adapter.subgroup.min >= 4) {
    // Teams of four fit into subgroups of every size; larger teams are taken where the adapter says that they fit.
    const four = { ...adapter, kernels: "software", subgroup: { min: 4, max: 4 } } as const;
    variants.splice(2, 0, { name: "software, teams of four", adapter: four });
  }
  return variants;
}
