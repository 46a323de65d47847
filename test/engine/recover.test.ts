/**
 * Runs that are interrupted on a machine that nobody sees again, through both faces: another machine runs
 * `pulumi-transmit recover`, and nothing is created twice, or forgotten.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { Rule } from "../../emulator/index.ts";
import type { Json } from "../../tools/engine/api.ts";
import { end } from "../../tools/engine/processes.ts";
import { type FaultyWorld, faces } from "./faultyWorld.ts";
import { type Interruptible, interruptible, through } from "./interruptible.ts";

jest.setTimeout(10 * 60_000);

const path = "/v1/applications/{appId}/clients";
const item = `${path}/{clientId}`;
const secrets = ["a secret of the program", "another one of the program"] as const;

/** Two clients that differ in their names alone, one after the other. */
const program = (first = "First", others = `, { dependsOn: [first] }`) => `
const shop = new transmit.Application("shop", {
  appName: "Shop",
  firstClient: { name: "Web", redirectUris: [], description: pulumi.secret("${secrets[0]}") },
});
const client = (name) => ({
  appId: shop.appId,
  name,
  redirectUris: ["https://shop.example/callback"],
  description: pulumi.secret("${secrets[1]}"),
  tokenExpiration: { accessTokenTtl: 600 },
});
const first = new transmit.Client("first", client("${first}"));
new transmit.Client("second", client("Second")${others});
`;
const whole = { applications: ["Shop"], clients: ["Web", "First", "Second"] };

interface Lost {
  rule: Rule;
  request: string;
}

/** A request that hangs, once it was carried out or before. */
const lost = (method: string, at: string, when: "before" | "after" = "after"): Lost => ({
  rule: { fault: "hang", when, method, path: at, nth: 1 },
  request: `${method} ${at}`,
});

type Run = (world: Interruptible, interrupt: Interrupt) => Promise<void>;
/** Runs `pulumi up` until a request hangs, and ends it. */
type Interrupt = (what: Lost, how?: (engine: number) => Promise<void> | void) => Promise<void>;

const kill = (engine: number) => end([engine]);

const inWorld = (run: Run) => (faulty: FaultyWorld) => {
  const world = interruptible(faulty, secrets);
  return run(world, async ({ rule, request }, how = kill) => {
    const before = (await world.counts())[request] ?? 0;
    await world.setFaults([rule]);
    const { code } = await world.interrupt(async (engine) => {
      await world.until(request, before + 1);
      await sleep(300);
      await how(engine);
    });
    expect(code).not.toBe(0);
    await world.setFaults([]);
  });
};

const throughBoth = (run: Run) => through(faces.map((face) => [face, inWorld(run)] as const));

/** A client as the state has it, without what differs between two clients of equal inputs. */
const comparable = (stored: Json): unknown => {
  const { created: _, modified: _modified, sourcePosition: _source, stackTrace: _trace, ...rest } = stored;
  const text = JSON.stringify({ ...rest, dependencies: [], propertyDependencies: {} })
    .replaceAll(/[0-9a-f]{32}/g, "<id>")
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "<time>")
    .replaceAll(/second|first/gi, "<name>");
  return JSON.parse(text);
};

test("a create whose answer died with its runner is in the state as if it had arrived", () =>
  throughBoth(async (world, interrupt) => {
    const { stack, recover } = world;
    world.declare(program());
    expect(await recover()).toMatchObject({ code: 0, output: "" });
    await interrupt(lost("POST", path));

    // The dead run's lock is still there.
    const locked = await recover("--yes");
    expect(locked.code).toBe(1);
    expect(locked.stderr).toMatch(
      /The stack is locked by .*, process \d+, since .*, which has ended\. Nothing was changed/,
    );
    expect(locked.stderr).toContain("pulumi cancel");
    await stack.run(["cancel", "--yes"]);

    const planned = await recover();
    expect(planned.code).toBe(7);
    expect(planned.stdout).toMatch(
      /^Client "first": was created at .*, with id .*; it will be taken into the state\.\n$/,
    );
    expect(planned.stderr).toContain("--yes");
    expect(await world.pending()).toHaveLength(1);

    const done = await world.report("--yes");
    expect(done).toMatchObject({ code: 0, changed: true, outcomes: { first: "taken" } });
    expect(await world.pending()).toEqual([]);
    expect(await recover("--yes")).toMatchObject({ code: 0, output: "" });
    expect(await world.report()).toEqual({ code: 0, changed: false, outcomes: {}, operations: [] });

    const recovered = await world.stored("first");
    await stack.up();
    expect(comparable(recovered)).toEqual(comparable(await world.stored("second")));
    await world.expectExact(whole);
  }));

test("an update and a deletion that were carried out are known, and those that were not are done again", () =>
  throughBoth(async (world, interrupt) => {
    const { stack } = world;
    const settle = async (outcomes: Json) => {
      await stack.run(["cancel", "--yes"]);
      expect(await world.report("--yes")).toMatchObject({ code: 0, changed: true, outcomes });
    };
    world.declare(program());
    await stack.up();
    world.declare(program("Renamed"));
    await interrupt(lost("PUT", item));
    const { id } = await world.stored("first");
    await world.api("PUT", `/v1/applications/${String(id).replace("/", "/clients/")}`, { description: "by hand" });
    await settle({ first: "updated" });
    await stack.preview(["--expect-no-changes"]);
    // What somebody else changed meanwhile stays drift.
    const drift = await stack.transmit(["drift"], { mayFail: true });
    expect(drift.code).toBe(7);
    expect(drift.stdout).toContain("description");

    world.declare(program("Renamed again"));
    await interrupt(lost("PUT", item, "before"));
    await settle({ first: "notUpdated" });
    // Also if the program goes back: the update may come late.
    world.declare(program("Renamed"));
    expect((await stack.preview()).output).toContain("1 to update");
    await stack.up();

    world.declare(program("Renamed").replace(/new transmit\.Client\("second".*/, ""));
    await interrupt(lost("DELETE", item));
    await settle({ second: "deleted" });
    await world.expectExact({ applications: ["Shop"], clients: ["Web", "Renamed"] });
  }));

/** Longer ago than an interrupted create can take. */
const longAgo = (deployment: Json) => {
  const time = new Date(Date.now() - 12 * 60_000).toISOString();
  deployment.manifest = { ...(deployment.manifest as Json), time };
};

const bucket = "urn:pulumi:test::program::aws:s3/bucket:Bucket::logs";

test("what cannot be told is for a person to choose, and until then nothing is changed", () =>
  through([
    [
      "plugin",
      inWorld(async (world, interrupt) => {
        const { stack, recover } = world;
        world.declare(program());
        await interrupt(lost("POST", path));
        await stack.run(["cancel", "--yes"]);
        // Somebody else has made an equal one.
        const [{ app_id: appId } = {}] = await world.applications();
        const [made] = (await world.clients(appId)).filter(({ name }) => name === "First");
        const { client_id: ours, ...body } = made as Json;
        const { name, redirect_uris, description, token_expiration } = body;
        await world.api("POST", `/v1/applications/${appId}/clients`, {
          name,
          redirect_uris,
          description,
          token_expiration,
        });
        world.tamper((deployment) => {
          const resource = { urn: bucket, type: "aws:s3/bucket:Bucket", custom: true, inputs: {} };
          (deployment.pending_operations as Json[]).push({ type: "creating", resource });
        });

        const undecided = await recover("--yes");
        expect(undecided.code).toBe(7);
        expect(undecided.stdout).toContain("2 objects that could be it are in the tenant");
        expect(undecided.stdout).toContain(`--nothing-made '${bucket}'`);
        const urn = "urn:pulumi:test::program::transmit:index:Client::first";
        expect(undecided.stdout).toContain(`npx pulumi-transmit recover --made '${urn}=${appId}/${ours}'`);
        expect(await world.pending()).toHaveLength(2);

        // Chosen in part, or wrongly.
        const choice = ["--made", `${urn}=${appId}/${ours}`];
        expect((await recover("--yes", ...choice)).code).toBe(7);
        for (const wrong of [`${urn}=${appId}/nothing`, `${urn}=other/${ours}`, `${urn}x=${appId}/${ours}`])
          expect(await recover("--yes", "--made", wrong, "--nothing-made", bucket)).toMatchObject({
            code: 2,
            stdout: "",
          });
        expect(await world.pending()).toHaveLength(2);

        const chosen = await world.report("--yes", ...choice, "--nothing-made", bucket);
        expect(chosen).toMatchObject({ code: 0, outcomes: { first: "taken", logs: "nothingMade" } });
        expect((await world.stored("first")).id).toBe(`${appId}/${ours}`);
        expect(await world.pending()).toEqual([]);
      }),
    ],
    [
      "dynamic",
      inWorld(async (world, interrupt) => {
        const { stack, recover } = world;
        world.declare(program());
        // As hosted runners cancel a job.
        await interrupt(lost("POST", path), async (engine) => {
          end([engine], "SIGINT");
          await sleep(7_500);
          end([engine], "SIGTERM");
          await sleep(2_500);
          end([engine]);
        });
        await stack.run(["cancel", "--yes"], { mayFail: true });
        expect(await world.report("--yes")).toMatchObject({ code: 0, outcomes: { first: "taken" } });
        await stack.up();
        await world.expectExact(whole);

        // It never arrived, and that was long ago.
        await stack.destroy();
        await interrupt(lost("POST", path, "before"));
        await stack.run(["cancel", "--yes"]);
        world.tamper(longAgo);
        const nothing = await recover("--yes");
        expect(nothing).toMatchObject({ code: 0, stderr: "" });
        expect(nothing.stdout).toMatch(
          /^Client "first": was not created: nothing of it is in .*; pulumi up creates it\.\n$/,
        );
        await stack.up();
        await world.expectExact(whole);
      }),
    ],
  ]));
