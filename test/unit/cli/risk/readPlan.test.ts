/** What is taken for a plan, and what is refused, with what it is. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readPlan, readPlanFile } from "../../../../cli/risk/plan/readPlan.ts";
import { planOf } from "../../../support/plans.ts";

const plan = planOf({ op: "create", type: "Client", now: { inputs: {} } });
const read = (content: unknown) =>
  readPlan(typeof content === "string" ? content : JSON.stringify(content), "The plan");

test.each([
  ["a plan", plan, plan],
  ["one with a byte order mark", `\ufeff${JSON.stringify(plan)}`, plan],
  ["one of an empty stack", { changeSummary: {} }, { changeSummary: {} }],
  ["one with warnings", { ...plan, diagnostics: [{ message: "x", severity: "warning" }] }, undefined],
])("%s is read", (_, content, expected) => {
  expect(read(content)).toEqual(expected ?? content);
});

const advice = "Give what pulumi preview --json prints on standard output, and nothing else.";

test.each([
  ["nothing", "", "The plan is empty: perhaps the preview did not start."],
  ["text", "Previewing update (dev):", "The plan is not JSON."],
  ["a list", [], "The plan is a list or a single value."],
  [
    "a plan of --save-plan",
    { manifest: {}, resourcePlans: {} },
    "The plan is a plan of --save-plan, which has no old values.",
  ],
  ["a state", { version: 3, deployment: {} }, "The plan is the state of a stack."],
  ["a drift report", { inSync: true }, "The plan is a report of pulumi-transmit drift."],
  ["a risk report", { risks: [] }, "The plan is a report of pulumi-transmit risk."],
  ["an event log", '{"sequence":1,"preludeEvent":{}}\n{"sequence":2}', "The plan is an event log."],
  ["one event", { sequence: 1, timestamp: 2, cancelEvent: {} }, "The plan is an event log."],
  ["other JSON", { name: "x" }, "The plan is JSON without the steps of a preview."],
  ["steps that are none", { steps: {} }, "The plan is JSON without the steps of a preview."],
  [
    "steps of another kind",
    { steps: [{ op: "create", urn: "x" }] },
    "The plan has a step without an operation or a URN.",
  ],
  ["null as a step", { steps: [null] }, "The plan has a step without an operation or a URN."],
])("%s is refused", (_, content, message) => {
  expect(() => read(content)).toThrow(expect.objectContaining({ exitCode: 2, message: `${message} ${advice}` }));
});

test("a preview that failed is no plan, whatever steps it has", () => {
  const diagnostics = [
    { message: "error: appName is empty.\n", severity: "error" },
    { message: "warning: x", severity: "warning" },
    { message: "error: preview failed\n", severity: "error" },
  ];
  expect(() => read({ ...plan, diagnostics })).toThrow(
    expect.objectContaining({
      exitCode: 1,
      message: "The plan is of a preview that failed: appName is empty.",
    }),
  );
  expect(() => read({ diagnostics })).toThrow("is of a preview that failed");
  const violated = { ...plan, diagnostics: diagnostics.slice(2) };
  expect(() => read(violated)).toThrow(
    /^The plan is of a preview that failed: Pulumi names no error\. Perhaps a policy is /,
  );
});

test("files: UTF-8, UTF-16 of PowerShell, and those that are none", () => {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-transmit-plans-"));
  try {
    const file = join(folder, "plan.json");
    writeFileSync(file, JSON.stringify(plan));
    expect(readPlanFile(file)).toEqual(plan);
    writeFileSync(file, `\ufeff${JSON.stringify(plan)}`, "utf16le");
    expect(readPlanFile(file)).toEqual(plan);
    expect(() => readPlanFile(folder)).toThrow(
      expect.objectContaining({
        exitCode: 2,
        message: expect.stringMatching(/^--plan is ".*": it cannot be read\. EISDIR/),
      }),
    );
    expect(() => readPlanFile(join(folder, "none"))).toThrow(/^--plan is ".*none": there is no such file\.$/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
