import { addMade, addNothingMade, type Choices, checkChoices } from "../../../../cli/recover/choices.ts";
import { client, urnOf } from "./states.ts";

const web = urnOf("web");
const bucket = urnOf("logs", "aws:s3/bucket:Bucket");
const operations = [
  { type: "creating" as const, resource: client("web") },
  { type: "updating" as const, resource: client("mobile") },
  { type: "creating" as const, resource: { urn: bucket, type: "aws:s3/bucket:Bucket", custom: true } },
];

test("a URN may contain an equals sign, and an id does not", () => {
  expect(addMade(`${urnOf("a=b")}=app/1`)).toEqual(new Map([[urnOf("a=b"), "app/1"]]));
  expect([...addMade(`${web}=app/1`, addMade(`${urnOf("b")}=app/2`)).keys()]).toEqual([urnOf("b"), web]);
  expect(addNothingMade(web, addNothingMade(bucket))).toEqual(new Set([bucket, web]));
});

test.each([
  [() => addMade("web=1"), "it must be a URN"],
  [() => addMade(web), "it must be a URN"],
  [() => addMade(`${web}=`), "it must be a URN"],
  [() => addMade(`${web}=2`, addMade(`${web}=1`)), "that URN is given twice"],
  [() => addNothingMade("web"), "it must be a URN"],
])("a choice of another form is refused (%#)", (add, message) => {
  expect(add).toThrow(message);
});

const check = (made: [string, string][], nothingMade: string[]) => () =>
  checkChoices({ made: new Map(made), nothingMade: new Set(nothingMade) } satisfies Choices, operations);

test.each([
  [
    check([[urnOf("wbe"), "1"]], []),
    `--made names ${urnOf("wbe")}, which is not being created. Pending creates: ${web}`,
  ],
  [check([], [urnOf("mobile")]), "--nothing-made names"],
  [check([[web, "1"]], [web]), "--made and --nothing-made both name"],
  [check([[bucket, "1"]], []), "pulumi refresh --import-pending-creates"],
])("a choice that nothing pending is for is refused (%#)", (checked, message) => {
  expect(checked).toThrow(message);
});

test("another provider's create can be said to have made nothing", () => {
  expect(check([[web, "app/1"]], [bucket])).not.toThrow();
});
