import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CommandError } from "../../../../cli/commandError.ts";
import { exportReadable } from "../../../../cli/recover/unreadableState.ts";
import { exportDeployment } from "../../../../cli/stack/deployment.ts";
import { runPulumi } from "../../../../cli/stack/pulumi.ts";

const pauses: number[] = [];
jest.mock("node:timers/promises", () => ({ setTimeout: async (ms: number) => void pauses.push(ms) }));
jest.mock("../../../../cli/stack/deployment.ts", () => ({
  ...jest.requireActual("../../../../cli/stack/deployment.ts"),
  exportDeployment: jest.fn(),
}));
jest.mock("../../../../cli/stack/pulumi.ts", () => ({ runPulumi: jest.fn() }));

const whole = { version: 3, deployment: { manifest: { time: "2026-01-01T00:00:00Z" } } };
const stack = { name: "organization/shop/dev", cwd: "." };
const unreadable = new CommandError('"pulumi stack export" failed: failed to load checkpoint: EOF', 3);

let folder: string;
let file: string;
const attributes = () => `${file}.attrs`;
beforeEach(() => {
  jest.clearAllMocks();
  pauses.length = 0;
  delete process.env.PULUMI_STACK;
  folder = mkdtempSync(join(tmpdir(), "pulumi-transmit-unreadable-"));
  file = join(folder, ".pulumi/stacks/shop/dev.json");
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, "{}");
  writeFileSync(attributes(), '{"user');
  jest.mocked(runPulumi).mockResolvedValue(JSON.stringify({ url: `file://${folder}` }));
  // As the CLI: it needs no attributes, but reads them if there are any.
  jest.mocked(exportDeployment).mockImplementation(async () => {
    if (existsSync(attributes()) && readFileSync(attributes(), "utf8") !== "{}") throw unreadable;
    return whole;
  });
});
afterEach(() => rmSync(folder, { recursive: true }));

function writeTwin(): void {
  mkdirSync(join(folder, ".pulumi/stacks/other"));
  writeFileSync(join(folder, ".pulumi/stacks/other/dev.json.attrs"), "");
}

const told: string[] = [];
const exported = (yes: boolean) =>
  exportReadable(
    stack,
    async () => yes,
    (message) => void told.push(message),
  );

test("the attributes are removed, and what was done is said", async () => {
  expect(await exported(true)).toBe(whole);
  expect(told.at(-1)).toBe(
    `A run was killed while it wrote ${attributes()}, and no command can read the stack because of that. The state beside it ` +
      "is whole, and does not need this file: it was removed.",
  );
  expect([existsSync(attributes()), readFileSync(file, "utf8")]).toEqual([false, "{}"]);
});

test("without a confirmation, nothing is changed, and the error says what --yes would do", async () => {
  await expect(exported(false)).rejects.toMatchObject({ exitCode: 7, message: expect.stringContaining(attributes()) });
  expect(readFileSync(attributes(), "utf8")).toBe('{"user');
});

test("a lock is respected: the run that holds it may be alive", async () => {
  const locks = join(folder, ".pulumi/locks/organization/shop/dev");
  mkdirSync(locks, { recursive: true });
  writeFileSync(join(locks, "1.json"), "{}");
  await expect(exported(true)).rejects.toMatchObject({
    exitCode: 1,
    hint: expect.stringContaining("pulumi cancel --stack organization/shop/dev"),
  });
  expect(readFileSync(attributes(), "utf8")).toBe('{"user');
});

test.each([
  ["another backend", () => jest.mocked(runPulumi).mockResolvedValue('{"url":"s3://bucket"}')],
  ["attributes that are whole", () => writeFileSync(attributes(), '{ "a": 1 }')],
  ["two stacks of this name", () => writeTwin()],
])("with %s, the error stays as it is", async (_, prepare) => {
  prepare();
  await expect(exported(true)).rejects.toBe(unreadable);
});

test("the selected stack, which the CLI cannot name then, is the only one that cannot be read", async () => {
  const selected = (yes: boolean) =>
    exportReadable(
      { name: undefined, cwd: "." },
      async () => yes,
      () => {},
    );
  writeFileSync(join(file, "../other.json.attrs"), "{}");
  expect(await selected(true)).toBe(whole);
  expect(jest.mocked(runPulumi).mock.calls.map(([args]) => args[0])).not.toContain("stack");
});

test("a run that is writing at this moment is waited for", async () => {
  jest.mocked(exportDeployment).mockRejectedValueOnce(unreadable).mockResolvedValueOnce(whole);
  expect(await exported(false)).toBe(whole);
  expect(pauses).toEqual([500]);
});
