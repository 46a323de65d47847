/** How many reads are begun before others end. The connection limits the requests themselves. */
const width = 32;

/** As `Promise.all` of a map, a few at a time: each operation has a deadline, and waits for no place in a long queue. */
export async function mapConcurrently<T, R>(items: readonly T[], map: (item: T) => Promise<R>): Promise<R[]> {
  const results = new Array<R>(items.length);
  const rest = items.entries();
  const work = async () => {
    // All workers take from the same iterator.
    for (const [index, item] of rest) results[index] = await map(item);
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, work));
  return results;
}
