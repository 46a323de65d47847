/** `node:timers/promises` for tests that move the clock, which does not reach the real one. */
export function setTimeout<T>(milliseconds: number, value?: T, { signal }: { signal?: AbortSignal } = {}): Promise<T> {
  return new Promise((resolve, reject) => {
    const refuse = () => {
      clearTimeout(timer);
      const aborted = new Error("The operation was aborted", { cause: signal?.reason });
      reject(Object.assign(aborted, { name: "AbortError" }));
    };
    const timer = globalThis.setTimeout(() => {
      signal?.removeEventListener("abort", refuse);
      resolve(value as T);
    }, milliseconds);
    if (signal?.aborted) refuse();
    else signal?.addEventListener("abort", refuse, { once: true });
  });
}
