/**
 * The engine, as far as the core can tell, over HTTP on an emulator in the same process: programs go up, what fails
 * stays for the next time, and every run is a connection of its own. Waits take no time: they move its clock.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EmulatorOptions } from "../../emulator/index.ts";
import { openConnection } from "../../provider/api/connection.ts";
import { PartialUpdateError } from "../../provider/errors.ts";
import type { Resource, Values } from "../../provider/fields/field.ts";
import {
  acknowledge,
  create,
  deleteResource,
  diff,
  openJournal,
  openRun,
  read,
  type Transport,
  update,
} from "../../provider/lifecycle/index.ts";
import type { ExistingTwin } from "../../provider/lifecycle/transport.ts";
import { check } from "../../provider/lifecycle/validation/check.ts";
import { createTestClock } from "./clock.ts";
import { type Emulated, emulate } from "./emulated.ts";

export interface Declared {
  resource: Resource;
  inputs: Values;
  /** Name of the application that it belongs to. */
  parent?: string;
}

/** By name, parents first. */
export type Program = Record<string, Declared>;

interface Kept extends Declared {
  id: string;
  state: Values;
}

export interface Patience {
  /** Milliseconds for one operation. */
  deadline?: number;
  /** Milliseconds for one answer. */
  answerWithin?: number;
}

export interface World {
  emulator: Emulated;
  /** The state of the stack that runs. */
  readonly kept: Map<string, Kept>;
  /** What the next runs' creates do where an equal object exists. */
  existingTwin: ExistingTwin;
  /** Warnings of creates. */
  readonly warnings: string[];
  /** From now on, runs are of another stack, with a state of its own. */
  select(stack: string): void;
  /** @returns What failed. */
  up(program: Program, patience?: Patience): Promise<Error[]>;
  refresh(patience?: Patience): Promise<Error[]>;
  /** A new connection, for one operation after the other. */
  connect(patience?: Patience): () => Transport;
  /** Its clock, in milliseconds since the epoch. */
  now(): number;
  /** Lets time pass. */
  move(milliseconds: number): void;
  end(): Promise<void>;
}

/**
 * @param parallel Whether what does not depend on each other runs at the same time, as with the engine.
 * @param existingTwin The provider's setting.
 */
export async function createWorld(
  parallel = false,
  options: EmulatorOptions = {},
  existingTwin: ExistingTwin = "stop",
): Promise<World> {
  process.env.PULUMI_HOME = mkdtempSync(join(tmpdir(), "pulumi-transmit-home-"));
  const home = process.env.PULUMI_HOME;
  // Time passes only where something waits: the speed of the machine decides nothing.
  const clock = createTestClock(Date.now());
  const journal = openJournal(clock);
  const emulator = await emulate({ ...options, now: clock.now });
  const stacks = new Map<string, Map<string, Kept>>();
  let stack = "test::program";
  const keptBy = (name: string): Map<string, Kept> => {
    const kept = stacks.get(name) ?? new Map<string, Kept>();
    stacks.set(name, kept);
    return kept;
  };

  const connect = ({ deadline, answerWithin }: Patience = {}): (() => Transport) => {
    const { baseUrl, tokenUrl, credentials } = emulator;
    const configuration = {
      baseUrl,
      tokenUrl,
      credentials,
      maxConcurrentRequests: 16,
      existingTwin: world.existingTwin,
    };
    const connection = openConnection(configuration, { deadlineMs: deadline, responseTimeoutMs: answerWithin, clock });
    const run = openRun({ clock, journal });
    return () => ({
      ...connection.begin({ stack: async () => stack, warn: (message) => void world.warnings.push(message) }),
      run,
      // Waits do not count against the deadline.
      wait: (milliseconds) => clock.sleep(milliseconds),
    });
  };

  async function each(names: string[], run: (name: string) => Promise<void>): Promise<Error[]> {
    const errors: Error[] = [];
    const carefully = (name: string) => run(name).catch((error: Error) => void errors.push(error));
    if (parallel) await Promise.all(names.map(carefully));
    else for (const name of names) await carefully(name);
    return errors;
  }

  async function apply(
    begin: () => Transport,
    name: string,
    { resource, inputs: own, parent }: Declared,
  ): Promise<void> {
    const kept = keptBy(stack);
    const application = parent === undefined ? undefined : kept.get(parent);
    if (parent !== undefined && !application) return;
    const inputs = application ? { ...own, appId: application.id } : own;
    const problems = check(resource, inputs, { noun: resource.name, path: "" });
    if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join("\n"));
    const before = kept.get(name);
    const keep = (id: string, state: Values) =>
      kept.set(name, { resource, inputs, parent, id, state: JSON.parse(JSON.stringify(state)) });
    /** What is done by half is kept as well. */
    const keeping = <T>(operation: Promise<T>): Promise<T> =>
      operation.catch((error) => {
        if (error instanceof PartialUpdateError) keep(error.id, error.properties);
        throw error;
      });
    if (before) acknowledge(resource, begin().run, before.state);
    if (!before) {
      const { id, state } = await keeping(create(resource, begin(), inputs));
      keep(id, state);
    } else if (diff(resource, before.state, inputs).changed.length > 0) {
      const { state } = await keeping(update(resource, begin(), before.id, before.state, inputs));
      keep(before.id, state);
    }
  }

  const world: World = {
    emulator,
    existingTwin,
    warnings: [],
    get kept() {
      return keptBy(stack);
    },
    select: (name) => {
      stack = name;
    },
    connect,
    up: async (program, patience) => {
      const kept = keptBy(stack);
      const begin = connect(patience);
      const [parents, children] = divide(Object.keys(program), (name) => program[name]?.parent === undefined);
      const gone = [...kept.keys()].filter((name) => !program[name]);
      const [goneParents, goneChildren] = divide(gone, (name) => kept.get(name)?.parent === undefined);
      const make = (name: string) => apply(begin, name, program[name] as Declared);
      const drop = async (name: string) => {
        const { resource, id, state } = kept.get(name) as Kept;
        await deleteResource(resource, begin(), id, state);
        kept.delete(name);
      };
      const errors = [
        ...(await each(parents, make)),
        ...(await each(children, make)),
        ...(await each(goneChildren, drop)),
      ];
      const held = new Set([...kept.values()].map(({ parent }) => parent));
      const free = goneParents.filter((name) => !held.has(name));
      errors.push(...(await each(free, drop)));
      journal.flush();
      return errors;
    },
    refresh: async (patience) => {
      const kept = keptBy(stack);
      const begin = connect(patience);
      return each([...kept.keys()], async (name) => {
        const one = kept.get(name) as Kept;
        const found = await read(one.resource, begin(), one.id, one.state);
        if (found) kept.set(name, { ...one, state: JSON.parse(JSON.stringify(found.state)) });
        else kept.delete(name);
      });
    },
    now: clock.now,
    move: clock.move,
    end: async () => {
      await emulator.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
  return world;
}

const divide = <T>(all: T[], isFirst: (one: T) => boolean): [T[], T[]] => [
  all.filter(isFirst),
  all.filter((one) => !isFirst(one)),
];
