/** The command `doctor` on a stack of the real engine: what is well, and one thing after another that is not. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmulator } from "../../emulator/index.ts";
import { createWorld, type World } from "./world.ts";

jest.setTimeout(5 * 60_000);

let world: World;
beforeAll(async () => {
  world = await createWorld();
  await world.stack.make(
    `new transmit.Application("shop", { appName: "Shop", firstClient: { name: "Web", redirectUris: ["https://shop.example/cb"] } });`,
  );
  await world.stack.up();
});
afterAll(() => world?.end());

interface Line {
  name: string;
  status: string;
  found: string;
  advice?: string;
  details?: string[];
}

async function doctor(environment: Record<string, string> = {}, args: string[] = []) {
  const { code, stdout, output } = await world.stack.transmit(["doctor", "--json", ...args], {
    mayFail: true,
    environment,
  });
  expect(output).not.toContain(world.emulator.environment.TRANSMIT_CLIENT_SECRET);
  const { ok, checks }: { ok: boolean; checks: Line[] } = JSON.parse(stdout);
  expect(ok).toBe(code === 0);
  const of = (name: string) => checks.find((one) => one.name === name) as Line;
  const named = (status: string) => checks.filter((one) => one.status === status).map(({ name }) => name);
  return { code, of, problems: named("problem"), notChecked: named("notChecked") };
}

test("of a stack that works, everything is there, and nothing is sent that changes anything", async () => {
  await world.requests();
  const { code, of, problems, notChecked } = await doctor();
  expect([code, problems, notChecked]).toEqual([0, [], []]);
  expect(of("stack").found).toBe("test, with 1 resource of this provider.");
  expect(of("settings").details).toContainEqual(
    expect.stringMatching(/^TRANSMIT_CLIENT_SECRET +set, not shown, from the environment$/),
  );
  expect(of("tenant").found).toBe("emulated-tenant, that of the stack's resources.");
  expect(of("right to read").status).toBe("ok");
  expect(of("applications").found).toBe("1 application.");
  const sent = (await world.requests()).filter((request) => !/^GET |\/oidc\/token/.test(request));
  expect(sent).toEqual([]);
});

test("a wrong secret is a problem of the token alone", async () => {
  const secret = "a-wrong-secret-of-somebody";
  const { code, of, problems, notChecked } = await doctor({ TRANSMIT_CLIENT_SECRET: secret });
  expect([code, problems]).toEqual([1, ["token"]]);
  expect(notChecked).toEqual(["tenant", "right to list", "right to read", "right to write", "applications"]);
  expect(of("token").found).toContain("the client's credentials were refused");
  expect(of("token").advice).toContain("transmit:clientSecret");
  expect(of("address").status).toBe("ok");
  expect(of("clock").status).toBe("ok");
});

test("an address where nothing listens is a problem of the address", async () => {
  const { code, of, problems, notChecked } = await doctor({ TRANSMIT_BASE_URL: "http://127.0.0.1:1/cis" });
  expect([code, problems]).toEqual([1, ["address"]]);
  expect(of("address").advice).toContain("Is the emulator running?");
  expect(notChecked).toEqual(expect.arrayContaining(["TLS", "clock", "token", "right to list"]));
});

test("a region that there is not is a problem of the settings", async () => {
  const { code, of, problems } = await doctor({ TRANSMIT_BASE_URL: "", TRANSMIT_REGION: "europe" });
  expect([code, problems]).toEqual([1, ["settings"]]);
  expect(of("settings").advice).toContain("Did you mean eu?");
  expect(of("stack").status).toBe("ok");
});

test("an https address of a server without TLS is a problem of TLS", async () => {
  const address = String(world.emulator.environment.TRANSMIT_BASE_URL).replace("http:", "https:");
  const { problems, of } = await doctor({ TRANSMIT_BASE_URL: address });
  expect(problems).toEqual(["TLS"]);
  expect(of("TLS").advice).toContain("The server does not use TLS.");
});

test("clocks that differ, and another tenant, are problems; the rest is examined", async () => {
  const emulator = await startEmulator({ clockAhead: 3_600_000, tenant: "another-tenant" });
  try {
    const { code, of, problems, notChecked } = await doctor({ ...emulator.env });
    expect([code, problems, notChecked]).toEqual([1, ["clock", "tenant"], []]);
    expect(of("clock").found).toMatch(/^3(599|600) s behind that of the API\.$/);
    expect(of("tenant").found).toBe(
      "The token is of tenant another-tenant, and the stack's resources are in emulated-tenant.",
    );
    expect(of("applications").found).toBe("0 applications.");
  } finally {
    await emulator.close();
  }
});

test("without the CLI, the environment alone is examined", async () => {
  const empty = mkdtempSync(join(tmpdir(), "transmit-doctor-"));
  try {
    const { code, of, problems, notChecked } = await doctor({ PATH: empty });
    expect([code, problems, notChecked]).toEqual([1, ["Pulumi CLI"], ["plugin", "stack"]]);
    expect(of("Pulumi CLI").advice).toContain("Install the Pulumi CLI");
    expect(of("applications").found).toBe("1 application.");
  } finally {
    rmSync(empty, { recursive: true });
  }
});

test("a stack that does not exist is a problem, and the passphrase that is missing as well", async () => {
  const unknown = await doctor({}, ["--stack", "nowhere"]);
  expect(unknown.problems).toEqual(["stack"]);
  const locked = await doctor({ PULUMI_CONFIG_PASSPHRASE: "wrong" });
  expect(locked.problems).toEqual(["stack"]);
  expect(locked.of("stack").advice).toContain("PULUMI_CONFIG_PASSPHRASE");
});
