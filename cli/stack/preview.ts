/** What a preview of a program tells: which resources it registers, and what would change. */
import { CommandError } from "../commandError.ts";
import { exitCodes } from "../exitCodes.ts";
import type { StoredResource } from "./deployment.ts";
import { failureOf, type PulumiCall, startPulumi } from "./pulumi.ts";

/** A step of the engine's plan (`PreviewStep` in sdk/go/common/display/events.go of Pulumi). Secrets are "[secret]". */
export interface PreviewStep {
  op: string;
  urn: string;
  oldState?: StoredResource;
  newState?: StoredResource;
  /** By path. */
  detailedDiff?: Record<string, { kind: string; inputDiff: boolean }> | null;
  diffReasons?: string[];
  replaceReasons?: string[];
}

/** What `pulumi preview --json` prints (`PreviewDigest` in the same file). */
export interface Preview {
  steps?: PreviewStep[];
  diagnostics?: { message: string; severity: string; urn?: string }[];
  /** How many steps of each operation there are. */
  changeSummary?: Record<string, number>;
}

/** @param args `preview`, or `refresh --preview-only`. @throws CommandError with what the engine or the program complains of */
export async function preview(args: readonly string[], call: PulumiCall): Promise<Preview> {
  const words = [...args, "--json"];
  const { code, stdout, stderr } = await startPulumi(words, call);
  const found = parse(stdout);
  const failed = (said: string) => new CommandError(`"pulumi ${args.join(" ")}" failed: ${said}`, exitCodes.failed);
  if (found) expectSuccess(found, failed);
  if (code === 0 && found) return found;
  throw failureOf(words, stderr || stdout);
}

/** @throws CommandError as `preview` does */
export const previewSteps = async (args: readonly string[], call: PulumiCall): Promise<PreviewStep[]> =>
  (await preview(args, call)).steps ?? [];

/** A preview that failed has steps up to the failure. @param failed Makes the error. @throws that error */
export function expectSuccess({ diagnostics = [] }: Preview, failed: (said: string) => CommandError): void {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length === 0) return;
  // The last one says that there was an error, in these words.
  const said = errors
    .map(({ message }) => message.replace(/^error: /, "").trim())
    .filter((text) => text !== "preview failed");
  throw failed(said.length > 0 ? said.join("\n") : unnamed);
}

const unnamed =
  "Pulumi names no error. Perhaps a policy is violated, which the option --json does not show: run pulumi preview without it.";

function parse(text: string): Preview | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
