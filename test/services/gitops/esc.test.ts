/** The environments of Pulumi ESC, as Pulumi's own evaluator opens them. */
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../support/root.ts";

jest.setTimeout(5 * 60_000);

const definitions = join(root, "examples/gitops/esc");
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "pulumi-transmit-esc-"));
  execFileSync("go", ["build", "-o", join(folder, "evaluate"), "."], { cwd: join(__dirname, "esc"), stdio: "pipe" });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const evaluate = (name: string, from = definitions) =>
  spawnSync(join(folder, "evaluate"), [from, `transmit/${name}`], { encoding: "utf8" });

test.each(["sandbox", "eu", "us"])("%s has the variables of its own tenant, with the secret marked as one", (stack) => {
  const { stdout, stderr } = evaluate(stack);
  expect(stderr).toBe("");
  const { values, redacted } = JSON.parse(stdout);
  const config = readFileSync(join(root, `examples/gitops/Pulumi.${stack}.yaml`), "utf8");
  expect(values.environmentVariables).toEqual({
    TRANSMIT_TENANT_ID: /transmit:tenantId: (\S+)/.exec(config)?.[1],
    TRANSMIT_CLIENT_ID: `client of transmit/${stack}`,
    TRANSMIT_CLIENT_SECRET: `secret of transmit/${stack}`,
    PULUMI_CONFIG_PASSPHRASE: `passphrase of transmit/${stack}`,
  });
  for (const name of ["TRANSMIT_CLIENT_SECRET", "PULUMI_CONFIG_PASSPHRASE"])
    expect(redacted.environmentVariables[name]).toBe("[secret]");
});

test.each([
  ["secretId", "secretName", "missing required properties: secretId"],
  ["fn::open::aws-secrets", "fn::open::aws-secret", "aws-secret"],
  ["credentials.TRANSMIT_CLIENT_ID", "credential.TRANSMIT_CLIENT_ID", 'unknown property "credential"'],
  ["transmit/common", "transmit/comon", "comon"],
])("a definition with a mistake is refused: %s", (right, wrong, complaint) => {
  const copy = join(folder, "wrong");
  cpSync(definitions, copy, { recursive: true });
  const file = join(copy, "eu.yaml");
  writeFileSync(file, readFileSync(join(definitions, "eu.yaml"), "utf8").replace(right, wrong));
  const { status, stderr } = evaluate("eu", copy);
  expect(status).toBe(1);
  expect(stderr).toContain(complaint);
});
