/** Modules that are loaded with the first request that needs them: previews send none. */
import { notLoaded } from "./causes.ts";

/**
 * @returns Loads once. A failure is not kept: another attempt loads again.
 * @throws Error with the code `notLoaded` and the true message
 */
export function loadOnce<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | undefined;
  return () => {
    loaded ??= load().catch((error) => {
      loaded = undefined;
      throw cannotLoad(error);
    });
    return loaded;
  };
}

/** The first line alone: Node and Yarn list each module that required the one that is missing. */
function cannotLoad(error: unknown): Error {
  const [line] = String(error instanceof Error ? error.message : error)
    .split("\n")
    .filter((text) => text.trim() !== "");
  const message = `a module of the provider could not be loaded: ${line ?? "no message"}`;
  return Object.assign(new Error(message, { cause: error }), { code: notLoaded });
}
