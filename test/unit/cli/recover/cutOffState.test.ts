import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CommandError } from "../../../../cli/commandError.ts";
import { exportWhole } from "../../../../cli/recover/cutOffState.ts";
import { exportDeployment } from "../../../../cli/stack/deployment.ts";
import { runPulumi } from "../../../../cli/stack/pulumi.ts";

jest.mock("../../../../cli/stack/deployment.ts", () => ({
  ...jest.requireActual("../../../../cli/stack/deployment.ts"),
  exportDeployment: jest.fn(),
}));
jest.mock("../../../../cli/stack/pulumi.ts", () => ({ runPulumi: jest.fn() }));

const whole = { version: 3, deployment: { manifest: { time: "2026-01-01T00:00:00Z" } } };
const stored = JSON.stringify({ version: 3, checkpoint: { latest: whole.deployment } });
const stack = { name: "organization/shop/dev", cwd: "." };
const cutOff = new CommandError('"pulumi stack export" failed: failed to load checkpoint: EOF', 3);

let folder: string;
let file: string;
beforeEach(() => {
  jest.clearAllMocks();
  delete process.env.PULUMI_STACK;
  folder = mkdtempSync(join(tmpdir(), "pulumi-transmit-cut-"));
  file = join(folder, ".pulumi/stacks/shop/dev.json");
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, stored.slice(0, 20));
  writeFileSync(`${file}.bak`, stored);
  jest.mocked(runPulumi).mockResolvedValue(JSON.stringify({ url: `file://${folder}` }));
  // As the CLI: it reads the file.
  jest.mocked(exportDeployment).mockImplementation(async () => {
    if (readFileSync(file, "utf8") !== stored) throw cutOff;
    return whole;
  });
});
afterEach(() => rmSync(folder, { recursive: true }));

const told: string[] = [];
const exported = (yes: boolean) =>
  exportWhole(
    stack,
    async () => yes,
    (message) => void told.push(message),
  );

test("the state before is put back, and what was done is said", async () => {
  expect(await exported(true)).toBe(whole);
  expect(told.at(-1)).toBe(
    `The state of the stack is cut off: a run was killed while it wrote ${file}. The state before, of 2026-01-01T00:00:00Z, is back.`,
  );
  expect(existsSync(`${file}.recovered`)).toBe(false);
});

test("without a confirmation, nothing is changed, and the error says what --yes would do", async () => {
  await expect(exported(false)).rejects.toMatchObject({ exitCode: 7, message: expect.stringContaining(`${file}.bak`) });
  expect(readFileSync(file, "utf8")).toBe(stored.slice(0, 20));
});

test("a lock is respected: the run that holds it may be alive", async () => {
  const locks = join(folder, ".pulumi/locks/organization/shop/dev");
  mkdirSync(locks, { recursive: true });
  writeFileSync(join(locks, "1.json"), "{}");
  await expect(exported(true)).rejects.toMatchObject({
    exitCode: 1,
    hint: expect.stringContaining("pulumi cancel --stack organization/shop/dev"),
  });
  expect(readFileSync(file, "utf8")).toBe(stored.slice(0, 20));
});

test.each([
  ["another backend", () => jest.mocked(runPulumi).mockResolvedValue('{"url":"s3://bucket"}')],
  ["no whole state before", () => writeFileSync(`${file}.bak`, "{")],
  ["a state that is whole", () => writeFileSync(file, `${stored} `)],
])("with %s, the error stays as it is", async (_, prepare) => {
  prepare();
  await expect(exported(true)).rejects.toBe(cutOff);
});

test("the selected stack, which the CLI cannot name then, is the only one that is cut off", async () => {
  const selected = (yes: boolean) =>
    exportWhole(
      { name: undefined, cwd: "." },
      async () => yes,
      () => {},
    );
  writeFileSync(join(file, "../other.json"), stored);
  expect(await selected(true)).toBe(whole);
  expect(jest.mocked(runPulumi).mock.calls.map(([args]) => args[0])).not.toContain("stack");
});

test("a run that is writing at this moment is waited for", async () => {
  jest.mocked(exportDeployment).mockRejectedValueOnce(cutOff).mockResolvedValueOnce(whole);
  expect(await exported(false)).toBe(whole);
});
