/**
 * Derived data of what never changes, such as a definition, computed once. A memo is not state: with or without it, the result
 * is the same.
 */
export function memoize<K extends object | string, V>(derive: (key: K) => V): (key: K) => V {
  const memo = new Map<K, V>();
  return (key) => {
    const known = memo.get(key);
    if (known !== undefined) return known;
    const derived = derive(key);
    memo.set(key, derived);
    return derived;
  };
}
