/** What is printed of an error. */
import { CommandError } from "../../../../cli/commandError.ts";
import { exitCodes } from "../../../../cli/exitCodes.ts";
import { failure } from "../../../../cli/terminal/failure.ts";

const refused = new CommandError("The API refused the credentials.", exitCodes.unreachable, {
  person: "Run pulumi config set transmit:clientId <id>.",
  pipeline: "Check the variables.",
});

test("a person reads the message and what to do", () => {
  expect(failure(refused, {})).toBe(
    "pulumi-transmit: The API refused the credentials.\nRun pulumi config set transmit:clientId <id>.\n",
  );
  expect(failure(new Error("broken"), {})).toBe("pulumi-transmit: broken\n");
});

test("a pipeline reads its own advice", () => {
  expect(failure(refused, { CI: "true" })).toBe(
    "pulumi-transmit: The API refused the credentials.\nCheck the variables.\n",
  );
});

test("GitHub also gets one annotation, on one line", () => {
  expect(failure(refused, { GITHUB_ACTIONS: "true" }).split("\n").at(-2)).toBe(
    "::error title=pulumi-transmit::The API refused the credentials.%0ACheck the variables.",
  );
});

test("credentials of the environment are hidden, also as base64", () => {
  const environment = { TRANSMIT_CLIENT_SECRET: "s3cr3t?value", PULUMI_CONFIG_PASSPHRASE: "x", GITHUB_ACTIONS: "true" };
  const text = failure(new Error("Error: s3cr3t?value, czNjcjN0P3ZhbHVl and an example"), environment);
  expect(text).toContain("pulumi-transmit: Error: ****, **** and an example\n");
  expect(text).not.toContain("s3cr3t");
});

test("an error from outside gives no command to a terminal or a runner", () => {
  const said = failure(new Error("name\n::set-env name=A::b\n##vso[task]\u001b[2Jx\u202e 100%\rend"), {
    GITHUB_ACTIONS: "1",
  });
  const [first, ...rest] = said.split("\n");
  expect(first).toBe("pulumi-transmit: name");
  expect(rest.filter((line) => line.startsWith("::"))).toEqual([
    "::error title=pulumi-transmit::name%0A: :set-env name=A::b%0A# #vso[task]x 100%25end",
  ]);
  for (const text of ["\u001b", "\u202e", "\r", "##vso"]) expect(said).not.toContain(text);
});
