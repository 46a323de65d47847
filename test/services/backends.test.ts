/** State that a team shares, in PostgreSQL and in S3: what two runs at once, and a killed one, leave to each other's machines. */
import { join } from "node:path";
import type { Json } from "../../tools/engine/api.ts";
import { end } from "../../tools/engine/processes.ts";
import type { Result } from "../../tools/engine/stack.ts";
import { createFaultyWorld, type Face, type FaultyWorld } from "../engine/faultyWorld.ts";
import { type Backend, startPostgres, startS3 } from "./support/backends.ts";

jest.setTimeout(10 * 60_000);

const path = "/v1/applications/{appId}/clients";
const create = `POST ${path}`;
/** An application with clients: each test has some more than the one before. */
const names = (count: number) => Array.from({ length: count }, (_, index) => `Client ${index}`);
const program = (count: number) => `
const shop = new transmit.Application("shop", { appName: "Shop", firstClient: { name: "Web", redirectUris: [] } });
for (const name of ${JSON.stringify(names(count))}) new transmit.Client(name, { appId: shop.appId, name, redirectUris: [] });
`;

const isForToken = (request: string) => request.startsWith("POST /oidc/token");

const places: [name: string, face: Face, start: () => Promise<Backend>][] = [
  ["PostgreSQL", "plugin", startPostgres],
  ["S3", "dynamic", startS3],
];

describe.each(places)("in %s, through the %s face", (_, face, start) => {
  let backend: Backend;
  let world: FaultyWorld;
  beforeAll(async () => {
    backend = await start();
    world = await createFaultyWorld([], face, backend.environment);
  });
  afterAll(async () => {
    await world?.end();
    await backend?.stop();
  });

  let machines = 0;
  /** A machine that knows nothing: its home is empty, and the backend is all that it shares with others. */
  const machine = () => ({ PULUMI_HOME: join(world.stack.folder, `home-${++machines}`) });
  const up = () => world.stack.up([], { mayFail: true, environment: machine() });
  /** No output has a secret of the backend. */
  const transmit = async (args: string[], environment = machine()): Promise<Result> => {
    const result = await world.stack.transmit(args, { mayFail: true, environment });
    for (const secret of backend.secrets) expect(result.output).not.toContain(secret);
    return result;
  };
  const clients = async (): Promise<unknown[]> => {
    const held = await world.applications();
    return (await Promise.all(held.map(({ app_id: id }) => world.clients(id)))).flat().map(({ name }) => name);
  };
  const pending = async () =>
    (JSON.parse((await world.stack.state()).text).deployment.pending_operations ?? []) as Json[];

  test("a run that begins while another one is at work names who holds the lock, and sends nothing", async () => {
    world.declare(program(2));
    await world.setFaults([{ fault: "slow", method: "POST", path, nth: 1, milliseconds: 5_000 }]);
    const first = up();
    await world.until(create, 1);
    const tokens = world.emulator.requests.filter(isForToken);
    const second = await up();
    expect(second.code).not.toBe(0);
    expect(second.output).toMatch(/currently locked by 1 lock\(s\)[\s\S]*created by \S+@\S+ \(pid \d+\) at /);
    expect(world.emulator.requests.filter(isForToken)).toEqual(tokens);
    expect((await first).code).toBe(0);
    expect((await clients()).sort()).toEqual([...names(2), "Web"]);
  });

  test("of two runs that begin at the same moment, one at most is carried out", async () => {
    world.declare(program(4));
    const results = await Promise.all([up(), up()]);
    for (const { code, output } of results) if (code !== 0) expect(output).toContain("currently locked by");
    // Both may have seen the other's lock.
    if (results.every(({ code }) => code !== 0)) expect((await up()).code).toBe(0);
    expect((await clients()).sort()).toEqual([...names(4), "Web"]);
  });

  test("what a killed run leaves is settled on another machine, once its lock is taken away", async () => {
    world.declare(program(7));
    const begun = (await world.counts())[create] ?? 0;
    await world.setFaults([{ fault: "hang", when: "after", method: "POST", path, nth: 2, times: 2 }]);
    const killed = up();
    await world.until(create, begun + 3);
    end([world.stack.processes()[0] as number]);
    expect((await killed).code).not.toBe(0);
    await world.setFaults([]);

    const locked = await transmit(["recover", "--yes"]);
    expect(locked.code).toBe(1);
    expect(locked.stderr).toMatch(
      /The stack is locked by \S+ on \S+, process \d+, since .*, which has ended\. Nothing/,
    );
    expect(await pending()).not.toEqual([]);
    const doctor = await transmit(["doctor"]);
    expect(doctor.stdout).toMatch(/A run was interrupted: \d operations? (is|are) pending/);

    await world.stack.run(["cancel", "--yes"], { environment: machine() });
    expect((await transmit(["recover", "--yes"])).code).toBe(0);
    expect(await pending()).toEqual([]);
    expect(await transmit(["recover", "--yes"])).toMatchObject({ code: 0, output: "" });
    expect((await up()).code).toBe(0);
    await world.expectExact({ applications: ["Shop"], clients: ["Web", ...names(7)] });
  });

  test("doctor, drift and export read the stack, and say so if the backend refuses them", async () => {
    expect((await transmit(["doctor"])).stdout).toMatch(/ok +stack +test, with 8 resources/);
    expect((await transmit(["drift"])).code).toBe(0);
    const [{ app_id: id } = {}] = await world.applications();
    await world.api("PUT", `/v1/applications/${id}`, { app_name: "Renamed by hand" });
    const drift = await transmit(["drift"]);
    expect(drift).toMatchObject({ code: 7, stdout: expect.stringContaining("Renamed by hand") });
    expect(await transmit(["export", "--stack", "test", "--dry-run"])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("Renamed by hand"),
    });

    for (const command of ["drift", "recover", "doctor"]) {
      const refused = await transmit([command, "--stack", "test"], { ...machine(), ...backend.refused });
      expect(refused.output).toMatch(/"pulumi stack export --stack test" failed: /);
      if (command !== "doctor") expect(refused.code).toBe(3);
    }
  });
});
