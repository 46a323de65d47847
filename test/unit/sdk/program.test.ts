/** Resources in a program, without an engine. */
import * as pulumi from "@pulumi/pulumi";
import { Application, Client, SigningKey } from "../../../sdk/dynamic/index.ts";

const begin = (preview: boolean) =>
  pulumi.runtime.setMocks(
    { newResource: ({ name, inputs }) => ({ id: name, state: inputs }), call: () => ({}) },
    "project",
    "stack",
    preview,
  );

const settings = { appId: "app", name: "Web", redirectUris: ["https://shop.example/callback"] };

const makers = [
  ["an application", (name: string) => new Application(name, { appName: "Shop", firstClient: settings })],
  ["a client", (name: string) => new Client(name, settings)],
  ["a signing key", (name: string) => new SigningKey(name, { name: "2026" })],
] as const;

const inEveryRun = makers.flatMap(([what, make]) =>
  [true, false].map((preview) => [what, preview ? "a preview" : "an update", make, preview] as const),
);

/** How many stack traces are taken down meanwhile. */
function countTraces(run: () => void): number {
  const before = Error.prepareStackTrace;
  let count = 0;
  Error.prepareStackTrace = (error, frames) => {
    if (frames.length > 0) count++;
    return `${error}\n${frames.map((frame) => `    at ${frame}`).join("\n")}`;
  };
  try {
    run();
  } finally {
    Error.prepareStackTrace = before;
  }
  return count;
}

test.each(inEveryRun)(
  "to construct %s in %s takes one stack trace, which says where it is, and none a property",
  (_what, _run, make, preview) => {
    begin(preview);
    const limit = Error.stackTraceLimit;
    expect(countTraces(() => make("traced"))).toBe(1);
    expect(Error.stackTraceLimit).toBe(limit);
  },
);

test.each(makers)("the engine is told where in the program %s is, and of no place in this package", (_, make) => {
  begin(false);
  const sdk = pulumi.Resource as unknown as { stackTrace(skip: number): ({ uri: string } | undefined)[] };
  const { stackTrace } = sdk;
  let places: string[] = [];
  sdk.stackTrace = (skip) => {
    // One more: of this.
    const frames = stackTrace(skip + 1);
    places = frames.flatMap((frame) => frame?.uri ?? []);
    return frames;
  };
  make("placed");
  sdk.stackTrace = stackTrace;
  expect(places[0]).toContain("program.test.ts");
  expect(places.filter((uri) => uri.includes("sdk/dynamic"))).toEqual([]);
});

test.each(makers)("what goes wrong in constructing %s says where in the program", (_, make) => {
  begin(false);
  const limit = Error.stackTraceLimit;
  let thrown: Error | undefined;
  try {
    make("");
  } catch (error) {
    thrown = error as Error;
  }
  expect(thrown?.message).toContain("Missing resource name");
  expect(thrown?.stack?.split("\n")[1]).toContain("program.test.ts");
  expect(Error.stackTraceLimit).toBe(limit);
});

test("a client's outputs are there, whatever the API has of them", async () => {
  begin(false);
  const client = new Client("outputs", settings);
  const names = ["name", "clientSecret", "metadataUrl"] as const;
  const values = await Promise.all(
    names.map((name) => new Promise((resolve) => (client[name] as pulumi.Output<unknown>).apply(resolve))),
  );
  expect(values).toEqual(["Web", undefined, undefined]);
});

test("a class knows its own instances, and those of another copy of the package", () => {
  begin(false);
  const made = makers.map(([what, make]) => make(what));
  class OfAnotherCopy extends pulumi.CustomResource {}
  const another = new OfAnotherCopy("pulumi-nodejs:dynamic/transmit:Client", "another", {});
  const isOf = ({ isInstance }: { isInstance(value: unknown): boolean }) =>
    [...made, another, {}, null].map(isInstance);
  expect(isOf(Application)).toEqual([true, false, false, false, false, false]);
  expect(isOf(Client)).toEqual([false, true, false, true, false, false]);
  expect(isOf(SigningKey)).toEqual([false, false, true, false, false, false]);
  expect(Application.name).toBe("Application");
});
