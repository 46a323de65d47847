import { failureOf, runPulumi } from "../../../../cli/stack/pulumi.ts";

const args = ["stack", "export", "--show-secrets"];

test.each([
  ["error: no stack named 'nope' found", 2, "pulumi stack ls"],
  ["error: no stack selected; please use `pulumi stack select`", 2, "--stack"],
  ["error: failed to load checkpoint: EOF", 3, "npx pulumi-transmit recover"],
  ["error: incorrect passphrase, please set PULUMI_CONFIG_PASSPHRASE", 3, "PULUMI_CONFIG_PASSPHRASE_FILE"],
  ["error: PULUMI_ACCESS_TOKEN must be set for login during non-interactive CLI sessions", 3, "PULUMI_BACKEND_URL"],
  ["warning: something old\nerror: unable to open bucket file:///nowhere", 3, "PULUMI_BACKEND_URL"],
  ["", 3, "PULUMI_BACKEND_URL"],
])("%p ends with the exit code %p, and says what to set", (stderr, exitCode, hint) => {
  const error = failureOf(args, stderr);
  expect(error).toMatchObject({ exitCode, hint: expect.stringContaining(hint) });
  expect(error.message).toMatch(/^"pulumi stack export" failed: /);
  expect(error.message).not.toContain("warning");
});

test.each([
  "postgres://pulumi:pass:w@rd@db.example:5432/state?sslmode=require",
  "postgres://pulumi:p%40ss@db.example/state",
])("the password in the address of a backend is not repeated: %s", (address) => {
  const { message } = failureOf(args, `error: unable to open bucket ${address}: failed to ping PostgreSQL: refused`);
  expect(message).toContain("unable to open bucket postgres://pulumi:****@db.example");
  expect(message).not.toMatch(/rd@|p%40ss/);
});

test.each(["s3://state?endpoint=http://127.0.0.1:9000&profile=me@here", "https://api.example:443/org/@me"])(
  "an address without a password is repeated whole: %s",
  (address) => {
    expect(failureOf(args, `error: unable to open bucket ${address}`).message).toContain(address);
  },
);

test("without the command, the error names what to install", async () => {
  const path = process.env.PATH;
  process.env.PATH = "/nonexistent";
  try {
    await expect(runPulumi(args, { cwd: "." })).rejects.toMatchObject({
      exitCode: 1,
      message: expect.stringContaining("not found"),
    });
  } finally {
    process.env.PATH = path;
  }
});

test("a folder that does not exist is a wrong call", async () => {
  await expect(runPulumi(args, { cwd: "/nonexistent" })).rejects.toMatchObject({
    exitCode: 2,
    message: "The folder /nonexistent does not exist.",
    hint: "Name one with --cwd.",
  });
});
