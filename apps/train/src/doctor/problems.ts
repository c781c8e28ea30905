import type { SelfTestCheck } from "@equipoise/tensor/self-test";
import own from "../../package.json" with { type: "json" };
import type { Diagnosis } from "./diagnosis.ts";

/** Whether a comparison came out as it must; an error that is no number is none. */
export const isRight = ({ error, tolerance }: SelfTestCheck): boolean => error < tolerance;

/**
 * What is wrong with a machine, each in a line with its cure.
 *
 * @param failure that ended the examination of its adapter
 */
export function problemsOf(
  { versions, adapter, selfTest }: Omit<Diagnosis, "problems">,
  failure: Error | null,
): string[] {
  const problems: string[] = [];
  const least = own.engines.node.replace(">=", "");
  if (isOlder(versions.node ?? "0", least))
    problems.push(
      `Node: expected version ${least} or newer; got ${versions.node}. Install one from nodejs.org`,
    );
  if (failure)
    problems.push(adapter ? `${failure.message}. ${otherAdapter(adapter.profile.kernels)}` : failure.message);
  const wrong = selfTest?.checks.filter((check) => !isRight(check)) ?? [];
  const [first] = wrong;
  if (first && adapter)
    problems.push(
      `self-test: expected results within their tolerance of float64; got ${wrong.length} of ${selfTest!.checks.length} ` +
        `beyond it, first ${first.op} (${first.example}), ${first.of} in ${first.precision}, off by ` +
        `${first.error.toPrecision(2)}. ${otherAdapter(adapter.profile.kernels)}`,
    );
  return problems;
}

const otherAdapter = (kernels: string): string =>
  kernels === "gpu"
    ? "Update the GPU's driver, or train on another adapter: EQUIPOISE_ADAPTER=swiftshader"
    : "Update Mesa, or train on another adapter: EQUIPOISE_ADAPTER=swiftshader";

function isOlder(version: string, least: string): boolean {
  const [a, b] = [version, least].map((text) => text.split(".").map(Number));
  const at = b!.findIndex((part, k) => (a![k] ?? 0) !== part);
  return at >= 0 && (a![at] ?? 0) < b![at]!;
}
