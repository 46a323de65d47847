/** Random tenants of an API that behaves in any way, exported: what a program of the inputs adopts, it changes in nothing. */
import * as fc from "fast-check";
import { adopt } from "../../cli/adopt/adoption.ts";
import type { Declared } from "../../cli/export/program/declared.ts";
import { projectOf } from "../../cli/export/program/project.ts";
import { openReader } from "../../cli/export/read/reader.ts";
import { readTenant } from "../../cli/export/read/tenant.ts";
import { managedIn } from "../../cli/stack/managedResource.ts";
import { readBehaviour } from "../../emulator/tenant/behaviour.ts";
import type { Values } from "../../provider/fields/field.ts";
import { detailedDiff, diff, inRun, openRun, reconcileImported, refresh } from "../../provider/lifecycle/index.ts";
import { check } from "../../provider/lifecycle/validation/check.ts";
import { again, settings as anySettings } from "../support/programs.ts";
import { addProgram, simulate } from "../support/simulation.ts";
import { tenantOfPrograms } from "../support/tenants.ts";

/** Each is a tenant. */
const runs = Math.max(100, Math.ceil(Number(process.env.PROGRAMS ?? 2_000) * 0.06));

/** The fewest inputs do not tell nothing from zero: where an API does, and makes the one of the other, they are too few. */
const settings = anySettings.filter(({ put, unset }) => put === "merge" || unset !== "chosen");

/** As the engine resolves it. */
const inputsOf = ({ inputs, references }: Declared): Values => ({
  ...inputs,
  ...Object.fromEntries([...references].map(([name, { to, property }]) => [name, idIn(to, property)])),
});

const clientIds = new Map<string, string>();
const idIn = (to: Declared, property: string): unknown =>
  property === to.definition.id.at(-1) ? to.id.split("/").at(-1) : clientIds.get(to.id);

const urnOf = ({ definition, name }: Declared): string =>
  `urn:pulumi:test::test::transmit:index:${definition.name}::${name}`;

test("a stack that adopts the exported program has nothing to do, and nothing was sent that changes anything", async () => {
  await fc.assert(
    fc.asyncProperty(tenantOfPrograms, settings, async (programs, chosen) => {
      const simulation = simulate(readBehaviour({ ...chosen, lag: 2_000 }));
      for (const one of programs) await addProgram(simulation, one);
      await simulation.api.wait(60_000);
      const { now } = simulation.api;
      simulation.requests();
      const begin = () => inRun(simulation.api, openRun({ clock: simulation.api.run.clock }));
      const reader = openReader(begin);
      const tenant = await readTenant({ reader, only: [], progress: () => {} });
      expect(tenant.leftOut).toEqual([]);
      const project = projectOf("infra", tenant);
      for (const { id, clientId } of tenant.applications) clientIds.set(id, clientId as string);
      const declared = project.modules.flatMap((module) => module.declared);
      const clients = simulation.held("client").length - simulation.held("application").length;
      expect(declared).toHaveLength(
        clients + simulation.held("application").length + simulation.held("signingKey").length,
      );
      for (const one of declared) {
        expect(check(one.definition, inputsOf(one), { noun: one.definition.name, path: "" })).toEqual([]);
      }
      const steps = declared.map((one) => ({
        op: "create",
        urn: urnOf(one),
        newState: {
          urn: urnOf(one),
          type: `transmit:index:${one.definition.name}`,
          custom: true,
          inputs: inputsOf(one),
        },
      }));
      const adopted = declared.map(({ definition, name, id }) => ({ type: definition.name, name, id }));
      const deployment = await adopt({
        deployment: { version: 3, deployment: {} },
        steps,
        adopted,
        begin: reader.begin,
        now: new Date(now()).toISOString(),
      });
      // Only as JSON does the engine keep it.
      const managed = managedIn(JSON.parse(JSON.stringify(deployment)));
      expect(managed).toHaveLength(declared.length);
      for (const [index, one] of managed.entries()) {
        const { definition, id } = one;
        const inputs = inputsOf(declared.find((other) => urnOf(other) === one.urn) as Declared);
        const changes = (state: Values) => {
          const agreed = reconcileImported(definition, state, inputs);
          return detailedDiff(definition, agreed, inputs, diff(definition, agreed, inputs).changed).map(
            ({ path }) => path,
          );
        };
        expect([index, definition.name, changes(one.state)]).toEqual([index, definition.name, []]);
        const read = await refresh(definition, simulation.api, id, one);
        expect([definition.name, changes(read?.state as Values)]).toEqual([definition.name, []]);
      }
      expect(simulation.requests().filter((request) => !request.startsWith("GET"))).toEqual([]);
    }),
    { numRuns: runs, ...again },
  );
}, 300_000);
