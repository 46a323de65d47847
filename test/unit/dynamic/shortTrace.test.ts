/** The host prints `${error}: ${error.stack}` for errors: which resource failed, and how, without secrets and traces. */
import { provide } from "../../../provider/dynamic/adapter.ts";
import { describeArguments, shortenTrace } from "../../../provider/dynamic/shortTrace.ts";
import { ApiError, ConfigurationError, type Failure } from "../../../provider/errors.ts";
import { application, client } from "../../../provider/resources/index.ts";

const failed = (failure: Partial<Failure>) => new ApiError({ method: "GET", path: "/x", messages: [], ...failure });

test.each<[string, Error, string]>([
  ["a refusal", failed({ status: 403 }), "not read (HTTP 403)."],
  ["no response", failed({ reason: "timeout" }), "not read (no response)."],
  ["nothing sent", failed({ reason: "refused", neverSent: true }), "not read (nothing was sent)."],
  ["wrong settings", new ConfigurationError([]), "not read (settings)."],
  ["anything else", new Error("x"), "not read."],
])("the kind of failure: %s", (_, error, expected) => {
  shortenTrace(error, "Client x", "not read");
  expect(`${error}: ${error.stack}`).toBe(`Client x: ${expected}`);
});

test.each<[string, Parameters<typeof describeArguments>[1], string]>([
  ["its new name and its id", ["app", { appName: "Old" }, { appName: "Shop" }], 'Application "Shop" (app)'],
  ["its name alone, while it has no id", [{ appName: "Shop" }], 'Application "Shop"'],
  ["its id alone, where no name is known", ["app", {}], "Application app"],
  ["in one line", ["a\nb\u001b[2J", {}], "Application a b"],
])("the resource: %s", (_, args, expected) => {
  expect(describeArguments(application, args)).toBe(expected);
});

test("a refused change names the client, but no secret name", async () => {
  const before = { appId: "a", clientId: "c", name: "Web", redirectUris: [], deletionProtection: true, __inputs: {} };
  const now = { ...before, appId: "other" };
  const refused = async (inputs: object) => {
    const error = await provide(client)
      .diff?.("a/c", before, { ...now, ...inputs })
      .catch((one: Error) => one);
    return error instanceof Error ? `${error}: ${error.stack}` : "accepted";
  };
  expect(await refused({})).toBe('Client "Web" (a/c): not changed.');
  expect(await refused({ name: 'canary "name"', __secrets: "name" })).toMatch(
    /^Client "\W*secret\W*" \(a\/c\): not changed\.$/i,
  );
});
