/** How the emulated API behaves, by its switches. */
import type { Shape, Values, Variant } from "../../provider/fields/field.ts";
import { closestName } from "../../provider/fields/suggest.ts";
import { tell } from "./answer.ts";
import { withoutUnsent } from "./document.ts";
import { type Settings, switches } from "./switches.ts";

export { type Settings, switches };

export interface Behaviour {
  settings: Settings;
  /** Milliseconds that reads lag behind writes. */
  lag: number;
  /** What is kept of a resource once the body of an update has been accepted. */
  change(document: Values, sent: Values, shape: Shape, variant?: Variant): Values;
  /** What an answer says of a resource. */
  tell(document: Values, shape: Shape, variant?: Variant): Values;
}

/** A value for each switch; `lag`, in milliseconds, goes with `reads: "stale"`. What is left out has its default. */
export type BehaviourOptions = Partial<Settings> & { lag?: number };

const defaultLag = 3_000;

/** @param given `name=value` by name; `lag` in milliseconds goes with `reads=stale`. @throws Error that names what is wrong */
export function readBehaviour(given: Record<string, string | number> = {}): Behaviour {
  const { lag = defaultLag, ...named } = given;
  const settings = Object.fromEntries(Object.entries(switches).map(([name, [first]]) => [name, first])) as Settings;
  for (const [name, value] of Object.entries(named)) {
    const allowed: readonly unknown[] | undefined = switches[name as keyof Settings];
    if (!allowed) throw new Error(noSwitch(name));
    if (!allowed.includes(value)) throw new Error(`${name} is "${value}", which is none of ${allowed.join(", ")}.`);
    Object.assign(settings, { [name]: value });
  }
  if (!Number.isFinite(Number(lag)) || Number(lag) < 0)
    throw new Error(`lag is "${lag}", but must be a number of milliseconds.`);
  return {
    settings,
    lag: settings.reads === "stale" ? Number(lag) : 0,
    change: (document, sent, shape, variant) => ({
      ...(settings.put === "replace" ? withoutUnsent(document, shape, variant) : document),
      ...sent,
    }),
    tell: (document, shape, variant) => tell(settings, shape, document, variant),
  };
}

function noSwitch(name: string): string {
  const names = [...Object.keys(switches), "lag"];
  const meant = closestName(name, names);
  return `There is no switch "${name}". ${meant ? `Did you mean ${meant}? ` : ""}There are: ${names.join(", ")}.`;
}

/** The same, as it is written on a command line: `name=value,name=value`. @throws Error that names what is wrong */
export function parseBehaviour(text: string): BehaviourOptions {
  const pairs = text.split(",").filter(Boolean);
  const given = Object.fromEntries(pairs.map((pair) => pair.split("=", 2)));
  readBehaviour(given);
  return given;
}

export const plain: Behaviour = readBehaviour();
