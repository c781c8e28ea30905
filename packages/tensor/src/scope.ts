import { expectSynchronous } from "./synchronous.ts";

/** Anything a scope can free. */
export interface Disposable {
  dispose(): void;
}

const scopes: Set<Disposable>[] = [];

/** Puts a tensor under the innermost scope, if there is one. */
export function enroll(item: Disposable): void {
  scopes.at(-1)?.add(item);
}

/** Takes a tensor out of every scope: from here on its owner disposes of it. */
export function keep<T extends Disposable>(item: T): T {
  for (const scope of scopes) scope.delete(item);
  return item;
}

/**
 * Runs `body` and disposes of every tensor made in it, but for those it returns: a tensor, or tensors in arrays and
 * plain objects. Those pass to the enclosing scope, if there is one. `body` must not be asynchronous: what is made
 * after an `await` would fall to another scope.
 *
 * @throws {TypeError} if `body` returns a promise.
 */
export function scope<T>(body: () => T): T {
  const made = new Set<Disposable>();
  scopes.push(made);
  let result: T;
  try {
    result = expectSynchronous("scope", body());
    for (const survivor of tensorsIn(result)) {
      if (made.delete(survivor)) scopes.at(-2)?.add(survivor);
    }
  } finally {
    scopes.pop();
    for (const item of made) item.dispose();
  }
  return result;
}

/** Every tensor in a value: itself, or in arrays and plain objects. */
export function* tensorsIn(value: unknown): Generator<Disposable> {
  if (typeof value !== "object" || value === null) return;
  if ("dispose" in value) yield value as Disposable;
  else if (Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype)
    for (const item of Object.values(value)) yield* tensorsIn(item);
}
