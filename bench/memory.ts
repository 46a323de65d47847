/** The provider's memory in a large stack, beside that of an empty one. */
import { contenders } from "./contenders.ts";
import { type Measurement, race } from "./race.ts";

const size = 1000;

/** @returns Bytes beyond an empty provider's, at their worst operations. */
export async function measureMemory(checkout: string, tell: (measurement: Measurement) => void): Promise<number> {
  const peaks = { dynamic: 0, "constant-empty": 0 };
  const both = contenders.filter(({ name }) => name in peaks);
  await race(both, { checkout, size, latency: 0, run: 0 }, (measurement) => {
    const name = measurement.contender as keyof typeof peaks;
    peaks[name] = Math.max(peaks[name], measurement.memory);
    tell(measurement);
  });
  return peaks.dynamic - peaks["constant-empty"];
}
