/** Access tokens that the settings give: what a refusal says of them, and when their file is read again. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join, relative } from "node:path";
import { openConnection } from "../../../../provider/api/connection.ts";
import { ApiError, ConfigurationError } from "../../../../provider/errors.ts";
import type { Requests } from "../../../../provider/lifecycle/transport.ts";
import { createTestClock } from "../../../support/clock.ts";
import { post } from "../../../support/post.ts";
import { type Server, serve } from "../../../support/server.ts";
import { tokenOf } from "../../../support/token.ts";

let server: Server;
let accepted: string;
let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "transmit-token-"));
  accepted = "";
  server = await serve(({ headers }) =>
    headers.authorization === `Bearer ${accepted}`
      ? { body: { result: [] } }
      : { status: 401, body: { message: "no" } },
  );
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const clock = createTestClock(Date.now());
const secondsFromNow = (seconds: number) => Math.floor(clock.now() / 1000) + seconds;
const expired = tokenOf({ exp: secondsFromNow(-60), app_id: "canary" });
const valid = tokenOf({ exp: secondsFromNow(3600), app_id: "canary" });

function connect(credentials: { accessToken: string } | { accessTokenFile: string }, secretFrom: string): Requests {
  const [baseUrl, tokenUrl] = [`${server.origin}/cis`, `${server.origin}/oidc/token`];
  const configuration = { baseUrl, tokenUrl, credentials, secretFrom, maxConcurrentRequests: 4 };
  return openConnection(configuration, { deadlineMs: 3_000, clock }).begin();
}

const list = (api: Requests) => api.send("GET", "/v1/applications");
const errorOf = (api: Requests) =>
  list(api).then(
    () => undefined,
    (error: Error) => error,
  );

test.each<[what: string, token: string, from: string, expected: RegExp]>([
  [
    "that has expired",
    expired,
    "TRANSMIT_ACCESS_TOKEN",
    /TRANSMIT_ACCESS_TOKEN has expired, at \d{4}-.*Z\. Set TRANSMIT_ACCESS_TOKEN to/,
  ],
  [
    "of the stack that has expired",
    expired,
    "transmit:accessToken",
    /transmit:accessToken has expired, at .*Set transmit:accessToken to/,
  ],
  [
    "that has not",
    valid,
    "TRANSMIT_ACCESS_TOKEN",
    /TRANSMIT_ACCESS_TOKEN was refused, although it does not expire before/,
  ],
  ["that is opaque", "canary", "TRANSMIT_ACCESS_TOKEN", /TRANSMIT_ACCESS_TOKEN was refused: it may have expired/],
  ["with an odd time", tokenOf({ exp: 1e300 }), "TRANSMIT_ACCESS_TOKEN", /TRANSMIT_ACCESS_TOKEN was refused: it may/],
])("a refused token %s is named by what gave it, and no other setting is", async (_, accessToken, from, expected) => {
  const api = connect({ accessToken }, from);
  const error = await errorOf(api);
  expect(error).toBeInstanceOf(ApiError);
  expect(error?.message).toMatch(expected);
  expect(error?.message).not.toMatch(/clientSecret|CLIENT_SECRET|canary/);
  // A refresh takes the stack's settings from the state, but not the environment's.
  expect(error?.message.includes("--run-program")).toBe(from.startsWith("transmit:"));
  expect(await post(api, "/v1/applications", {}, 1)).toMatchObject({
    kind: "rejected",
    error: { message: expect.stringMatching(expected) },
  });
});

describe("the file of an access token", () => {
  const file = () => join(folder, "token");
  const write = (content: string | Buffer) => writeFileSync(file(), content);
  const writeAccepted = (token: string) => {
    accepted = token;
    write(token);
  };
  const open = (path = file()) => connect({ accessTokenFile: path }, "TRANSMIT_ACCESS_TOKEN_FILE");
  const sent = () => server.asked.map(({ headers }) => headers.authorization);

  test.each([
    ["as it is", "one"],
    ["with a line break", "one\n"],
    ["with a mark of its encoding and blanks", "\uFEFF  one \r\n"],
  ])("is read %s", async (_, content) => {
    accepted = "one";
    write(content);
    await expect(list(open())).resolves.toEqual({ result: [] });
    expect(sent()).toEqual(["Bearer one"]);
  });

  test("is read again when its token is refused, and only then", async () => {
    const api = open();
    writeAccepted("one");
    await list(api);
    write("two");
    await list(api);
    accepted = "two";
    await list(api);
    writeAccepted("three");
    expect(await post(api, "/v1/applications", {}, 1)).toMatchObject({ kind: "throttled", isAnswered: true });
    expect(await post(api, "/v1/applications", {}, 2)).toMatchObject({ kind: "accepted" });
    expect(sent()).toEqual(["one", "one", "one", "two", "two", "three"].map((token) => `Bearer ${token}`));
  });

  test("is read again when its token has expired, before anything is refused", async () => {
    const api = open();
    write(expired);
    await errorOf(api);
    writeAccepted(valid);
    await list(api);
    expect(sent()).toEqual([`Bearer ${expired}`, `Bearer ${valid}`]);
  });

  test("that holds no other token is named, and its token is sent once", async () => {
    write(expired);
    const error = await errorOf(open());
    expect(error?.message).toMatch(
      /file that TRANSMIT_ACCESS_TOKEN_FILE names has expired, at .* Write a new one into it/,
    );
    expect(error?.message).not.toMatch(/clientSecret|canary/);
    expect(sent()).toHaveLength(1);
  });

  test.each<[what: string, make: () => unknown, expected: string]>([
    ["does not exist", () => {}, "does not exist"],
    ["is a folder", () => execFileSync("mkdir", [file()]), "is not a regular file"],
    ["is a pipe that nobody writes into", () => execFileSync("mkfifo", [file()]), "is not a regular file"],
    ["is a device", () => symlinkSync("/dev/zero", file()), "is not a regular file"],
    ["is too large", () => write("canary".repeat(20_000)), "is larger than 65536 bytes"],
    ["is empty", () => write(" \n"), "is empty"],
    ["holds JSON", () => write('{ "access_token": "canary" }'), "has blanks, line breaks or letters in it"],
    ["holds a header", () => write("Bearer canary"), 'begins with "Bearer"'],
    ["is binary", () => write(Buffer.from([0, 159, 146, 150])), "has blanks, line breaks or letters in it"],
  ])("that %s is named before anything is sent, and its content is not shown", async (_, make, expected) => {
    make();
    const error = await errorOf(open());
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error?.message).toContain(`TRANSMIT_ACCESS_TOKEN_FILE names ${file()}, which ${expected}`);
    expect(error?.message).not.toContain("canary");
    expect(server.asked).toEqual([]);
  });

  test.each([
    ["a token in place of a path", "eyJhbGciOiJSUzI1NiJ9.canary.signature"],
    ["a name with a null", "/tmp/\0canary".slice(5)],
    ["what is too long for a path", `/${"canary".repeat(1000)}`],
  ])("%s is not shown", async (_, path) => {
    const error = await errorOf(open(path));
    expect(error?.message).toContain("TRANSMIT_ACCESS_TOKEN_FILE names a path (not shown), which");
    expect(error?.message).not.toContain("canary");
  });

  test("that vanishes after its token was refused is named by the next request", async () => {
    const api = open();
    writeAccepted("one");
    await list(api);
    accepted = "two";
    rmSync(file());
    expect(await errorOf(api)).toBeInstanceOf(ApiError);
    expect((await errorOf(api))?.message).toContain("does not exist");
  });

  test("may be a link, and a path from the home folder", async () => {
    accepted = "one";
    write("one");
    const link = join(folder, "link");
    symlinkSync(file(), link);
    await list(open(link));
    await list(open(`~/${relative(homedir(), file())}`));
    expect(sent()).toHaveLength(2);
  });
});
