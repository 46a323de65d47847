/** The provider's memory in a large stack, beside that of an empty one. */
import { contenders } from "./contenders.ts";
import { type Measurement, race } from "./race.ts";

const size = 1000;

/** @returns Bytes beyond an empty provider's, at their worst operations. */
export async function measureMemory(answers: string, tell: (measurement: Measurement) => void): Promise<number> {
  const peaks: Record<string, number> = { dynamic: 0, "constant-empty": 0 };
  const both = contenders.filter(({ name }) => name in peaks);
  await race(both, { size, latency: 0, answers }, 0, (measurement) => {
    const { contender, memory } = measurement;
    peaks[contender] = Math.max(peaks[contender] as number, memory);
    tell(measurement);
  });
  return (peaks.dynamic as number) - (peaks["constant-empty"] as number);
}
