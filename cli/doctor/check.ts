/** What is examined, in an order in which each check can rest on those before it. */
import { redact } from "../../provider/errors.ts";
import { CommandError } from "../commandError.ts";

export interface Finding {
  /** `note`: nothing is wrong, but something is worth knowing. */
  status: "ok" | "note" | "problem" | "notChecked";
  /** What was found: a sentence. */
  found: string;
  /** What to do: a sentence or more. */
  advice?: string;
  /** Further lines. */
  details?: string[];
}

export interface Check<Patient> {
  name: string;
  /** Names of checks before it, without which it cannot run. */
  needs?: readonly string[];
  examine(patient: Patient): Promise<Finding> | Finding;
}

export interface Examined extends Finding {
  name: string;
}

export interface Secretive {
  /** What no line may show, as far as it is known so far. */
  secrets: string[];
}

/** A check that fails, for whatever reason, stops none of those that do not need it. */
export async function examineAll<Patient extends Secretive>(
  checks: readonly Check<Patient>[],
  patient: Patient,
  progress: (step: string) => void,
): Promise<Examined[]> {
  const examined = new Map<string, Examined>();
  for (const check of checks) {
    progress(`Checking: ${check.name}`);
    const lacking = (check.needs ?? []).filter((name) => !isFit(examined.get(name)));
    const finding =
      lacking.length > 0
        ? { status: "notChecked" as const, found: `Not checked: it needs ${lacking.join(", ")}.` }
        : await examineOne(check, patient);
    examined.set(check.name, { name: check.name, ...withoutSecrets(finding, patient.secrets) });
  }
  return [...examined.values()];
}

const isFit = (examined: Examined | undefined): boolean => examined?.status === "ok" || examined?.status === "note";

async function examineOne<Patient>(check: Check<Patient>, patient: Patient): Promise<Finding> {
  try {
    return await check.examine(patient);
  } catch (error) {
    return failed(error as Error);
  }
}

/** Messages have their advice on lines of their own. */
export function failed(error: Error): Finding {
  const [found = "", ...rest] = error.message.split("\n");
  const hint = error instanceof CommandError ? error.hint : undefined;
  const advice = [...rest, typeof hint === "object" ? hint.person : hint].filter((line) => line !== undefined);
  return { status: "problem", found, ...(advice.length > 0 && { advice: advice.join(" ") }) };
}

const withoutSecrets = ({ status, found, advice, details }: Finding, secrets: readonly string[]): Finding => ({
  status,
  found: redact(found, secrets),
  ...(advice !== undefined && { advice: redact(advice, secrets) }),
  ...(details !== undefined && { details: details.map((line) => redact(line, secrets)) }),
});
