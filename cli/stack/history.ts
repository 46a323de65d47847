/** The runs of a stack that ended, as the backend lists them. One that was killed is not among them in all backends. */
import { type Stack, stackOption } from "./deployment.ts";
import { startPulumi } from "./pulumi.ts";

/** @returns When the last run ended, in milliseconds since the epoch; undefined if none did, or if that cannot be told. */
export async function lastEndOf(stack: Stack): Promise<number | undefined> {
  const args = ["stack", "history", "--json", "--page-size", "1", "--page", "1", ...stackOption(stack)];
  const { code, stdout } = await startPulumi(args, stack);
  if (code !== 0) return undefined;
  const [last] = JSON.parse(stdout) as { result?: string; endTime?: string }[];
  const time = last?.result === "in-progress" ? Number.NaN : Date.parse(last?.endTime ?? "");
  return Number.isNaN(time) ? undefined : time;
}
