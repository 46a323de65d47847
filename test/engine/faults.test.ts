/** Programs on the real engine while the API, the provider or the engine itself fails: one more `up` mends it. */
import { readFileSync } from "node:fs";
import type { Rule } from "../../emulator/index.ts";
import { descendantsOf, end } from "../../tools/engine/processes.ts";
import { createFaultyWorld, type FaultyWorld } from "./faultyWorld.ts";

jest.setTimeout(5 * 60_000);

const size = Number(process.env.CLIENTS ?? 12);
const share = 0.05;

let world: FaultyWorld;
afterEach(() => world?.end());

const clients = (count: number) => Array.from({ length: count }, (_, index) => `Client ${index}`);
const program = (count: number, edit = {}) => `
const shop = new transmit.Application("shop", { appName: "Shop", firstClient: { name: "Web", redirectUris: [] } });
for (const name of ${JSON.stringify(clients(count))}) {
  new transmit.Client(name, { appId: shop.appId, name, redirectUris: ["app:/cb"], ...${JSON.stringify(edit)} });
}`;
const whole = (count: number) => ({ applications: ["Shop"], clients: ["Web", ...clients(count)] });

const kinds: Rule[] = [
  { fault: "status", status: 429, retryAfter: 1 },
  { fault: "status", status: 429 },
  { fault: "status", status: 500 },
  { fault: "status", status: 503, when: "after" },
  { fault: "status", status: 401 },
  { fault: "reset" },
  { fault: "reset", when: "after" },
  { fault: "slow", milliseconds: 500 },
  { fault: "truncated" },
  { fault: "html", status: 502 },
  { fault: "html", status: 200, when: "after" },
  { fault: "missing-id" },
  { fault: "wrong-type" },
];
const everywhere = kinds.map((kind, index) => ({ ...kind, probability: share / kinds.length, seed: index }));

test("an API where one request in twenty goes wrong, each in another way, costs no more than another up", async () => {
  world = await createFaultyWorld();
  for (const edit of [{}, { description: "Edited" }]) {
    await world.stack.make(program(size, edit));
    await world.setFaults(everywhere);
    await world.stack.up([], { mayFail: true });
    await world.stack.refresh([], { mayFail: true });
    await world.setFaults([]);
    await world.stack.up();
    await world.expectExact(whole(size));
  }
  await world.setFaults(everywhere);
  await world.stack.destroy([], { mayFail: true });
  await world.setFaults([]);
  await world.stack.destroy();
  expect(await world.applications()).toEqual([]);
});

/** The engine, and what it has started: the program's host, and the provider's. */
const engine = () => world.stack.processes()[0] as number;
const create = "POST /v1/applications/{appId}/clients";

test("an engine that is killed while it creates is taken up where it was", async () => {
  world = await createFaultyWorld(["--latency", "300"]);
  await world.stack.make(program(12));
  const killed = world.stack.up([], { mayFail: true });
  await world.until(create, 3);
  const started = descendantsOf(engine());
  end([engine()]);
  expect((await killed).code).not.toBe(0);
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  end(started);
  // The engine's own lock is left as well.
  expect((await world.stack.up([], { mayFail: true })).output).toContain("pulumi cancel");
  await world.stack.run(["cancel", "--yes"]);
  await world.stack.up();
  await world.expectExact(whole(12));
  // The engine goes on to warn of what it did not see end, until it is told to forget it.
  await world.stack.refresh(["--clear-pending-creates"]);
  expect((await world.stack.state()).text).not.toContain("pending_operations");
  await world.expectExact(whole(12));
});

test("a provider that is killed while it creates is taken up where it was", async () => {
  world = await createFaultyWorld(["--latency", "300"]);
  await world.stack.make(program(12));
  const killed = world.stack.up([], { mayFail: true });
  await world.until(create, 3);
  end(providers());
  expect((await killed).code).not.toBe(0);
  await world.stack.up();
  await world.expectExact(whole(12));
});

/** The processes that hold the provider. */
const providers = (): number[] =>
  descendantsOf(engine()).filter((pid) => /cmd\/dynamic-provider/.test(readFileSync(`/proc/${pid}/cmdline`, "utf8")));

test("refused credentials are sent once a run, however many resources there are", async () => {
  world = await createFaultyWorld();
  await world.stack.make(program(12));
  const { code, output } = await world.stack.up([], {
    mayFail: true,
    environment: { TRANSMIT_CLIENT_SECRET: "wrong" },
  });
  expect(code).not.toBe(0);
  expect(output).toContain("the client's credentials were refused");
  expect((await world.requests()).filter((request) => request.includes("/oidc/token"))).toEqual([
    "POST /oidc/token 401",
  ]);
});
