import { asJson, asText, type RecoverReport, type Settled } from "../../../../cli/recover/report.ts";
import { client, urnOf } from "./states.ts";

const taken: Settled = {
  resource: client("web"),
  outcome: "taken",
  id: "app/1",
  found: "was created at 2030-01-01T00:00:00Z, with id app/1",
  change: { done: "it is in the state now", planned: "it will be taken into the state" },
};
const undecided: Settled = {
  resource: { urn: urnOf("logs", "aws:s3/bucket:Bucket"), type: "aws:s3/bucket:Bucket", custom: true },
  outcome: "undecided",
  candidates: [{ id: "logs-1" }],
  found: "it cannot be told",
  next: ["none of them: choose"],
};
const report = (operations: Settled[], changed: boolean): RecoverReport => ({ stack: "test", operations, changed });

test("what is planned and what is done are told in their tenses", () => {
  const found = 'Client "web": was created at 2030-01-01T00:00:00Z, with id app/1; it';
  expect(asText(report([taken], false))).toBe(`${found} will be taken into the state.\n`);
  expect(asText(report([taken], true))).toBe(`${found} is in the state now.\n`);
});

test("what is undecided names what could be it, and the resource of another provider by its whole type", () => {
  expect(asText(report([undecided], false))).toBe(
    'aws:s3/bucket:Bucket "logs": it cannot be told.\n  none of them: choose\n',
  );
});

test("nothing is nothing, but for a line of JSON", () => {
  expect(asText(report([], false))).toBe("");
  expect(asJson(report([], false))).toBe('{"stack":"test","operations":[],"changed":false}\n');
});

test("JSON has a line for programs, without the inputs of the resource", () => {
  const [first, second] = JSON.parse(asJson(report([taken, undecided], true))).operations;
  expect(first).toEqual({
    urn: urnOf("web"),
    type: "transmit:index:Client",
    outcome: "taken",
    id: "app/1",
    message: expect.stringMatching(/is in the state now\.$/),
  });
  expect(second).toMatchObject({ outcome: "undecided", candidates: [{ id: "logs-1" }] });
});

test("what the API says cannot become another line, or move the cursor", () => {
  const odd = { ...taken, found: "was created by \u001b[2Jsomebody" };
  expect(asText(report([odd], true))).not.toContain("\u001b");
});
