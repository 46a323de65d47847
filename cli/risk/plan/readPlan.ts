/** Reads what `pulumi preview --json` printed. */
import { readFileSync } from "node:fs";
import { isObject } from "../../../provider/fields/shape.ts";
import { CommandError } from "../../commandError.ts";
import { exitCodes } from "../../exitCodes.ts";
import { expectSuccess, type Preview } from "../../stack/preview.ts";
import { UsageError } from "../../usageError.ts";

const advice = "Give what pulumi preview --json prints on standard output, and nothing else.";

/** @param name Of the file; `-` for standard input. @throws CommandError */
export function readPlanFile(name: string): Preview {
  const text = readText(name);
  return readPlan(text, name === "-" ? "The plan on standard input" : `The plan ${name}`);
}

function readText(name: string): string {
  try {
    const bytes = readFileSync(name === "-" ? 0 : name);
    // PowerShell writes UTF-16 into files.
    return bytes[0] === 0xff && bytes[1] === 0xfe ? bytes.toString("utf16le") : bytes.toString("utf8");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === "ENOENT" ? "there is no such file." : `it cannot be read. ${message}`;
    throw new UsageError(`--plan is "${name}": ${why}`);
  }
}

/** @param what The subject of messages. @throws CommandError if it is something else, or the plan of a preview that failed */
export function readPlan(text: string, what: string): Preview {
  const content = parse(text.replace(/^\ufeff/, ""), what);
  const other = isObject(content) ? others.find(([key]) => key in content)?.[1] : "a list or a single value";
  if (other !== undefined) throw new UsageError(`${what} is ${other}. ${advice}`);
  const plan = content as Preview;
  if (plan.steps === undefined ? plan.changeSummary === undefined && !plan.diagnostics : !Array.isArray(plan.steps))
    throw new UsageError(`${what} is JSON without the steps of a preview. ${advice}`);
  if (!plan.steps?.every((step) => isObject(step) && typeof step.op === "string" && isUrn(step.urn)))
    expectNoSteps(plan, what);
  expectSuccess(plan, (said) => new CommandError(`${what} is of a preview that failed: ${said}`, exitCodes.failed));
  return plan;
}

/** JSON of other kinds, by a key that they have: what it is. */
const others: readonly [key: string, what: string][] = [
  ["resourcePlans", "a plan of --save-plan, which has no old values"],
  ["deployment", "the state of a stack"],
  ["inSync", "a report of pulumi-transmit drift"],
  ["risks", "a report of pulumi-transmit risk"],
  ["preludeEvent", "an event log"],
  ["sequence", "an event log"],
];

const isUrn = (urn: unknown): boolean => typeof urn === "string" && /^urn:pulumi:.+?::.+?::.+?::/.test(urn);

function expectNoSteps({ steps = [] }: Preview, what: string): void {
  if (steps.length > 0) throw new UsageError(`${what} has a step without an operation or a URN. ${advice}`);
}

function parse(text: string, what: string): unknown {
  if (text.trim() === "") throw new UsageError(`${what} is empty: perhaps the preview did not start. ${advice}`);
  try {
    return JSON.parse(text);
  } catch {
    const [first = ""] = text.trimStart().split("\n");
    const isLog = /^\{.*"(?:sequence|\w+Event)":/.test(first);
    throw new UsageError(`${what} is ${isLog ? "an event log" : "not JSON"}. ${advice}`);
  }
}
