/** What a preview of a program tells: which resources it registers, and what would change. */
import { CommandError } from "../commandError.ts";
import { exitCodes } from "../exitCodes.ts";
import type { StoredResource } from "../stack/deployment.ts";
import { failureOf, type PulumiCall, startPulumi } from "../stack/pulumi.ts";

/** A step of the engine's plan (`PreviewStep` in sdk/go/common/display/events.go of Pulumi). Secrets are "[secret]". */
export interface PreviewStep {
  op: string;
  urn: string;
  oldState?: StoredResource;
  newState?: StoredResource;
  /** By path. */
  detailedDiff?: Record<string, { kind: string; inputDiff: boolean }> | null;
  diffReasons?: string[];
}

interface Preview {
  steps?: PreviewStep[];
  diagnostics?: { message: string; severity: string; urn?: string }[];
}

/** @param args `preview`, or `refresh --preview-only`. @throws CommandError with what the engine or the program complains of */
export async function previewSteps(args: readonly string[], call: PulumiCall): Promise<PreviewStep[]> {
  const words = [...args, "--json"];
  const { code, stdout, stderr } = await startPulumi(words, call);
  const found = parse(stdout);
  if (code === 0 && found) return found.steps ?? [];
  const errors = (found?.diagnostics ?? []).filter(({ severity }) => severity === "error");
  if (errors.length === 0) throw failureOf(words, stderr || stdout);
  const said = errors.map(({ message }) => message.replace(/^error: /, "").trim());
  throw new CommandError(`"pulumi ${args.join(" ")}" failed: ${said.join("\n")}`, exitCodes.failed);
}

function parse(text: string): Preview | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
