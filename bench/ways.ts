/** Ways to run a large stack, for what the documentation advises. */
import { type Contender, contenders } from "./contenders.ts";
import { enter } from "./entrant.ts";
import { programFor } from "./workload.ts";

interface Way {
  name: string;
  flags?: string[];
  environment?: Record<string, string>;
  /** Default: the dynamic resources. */
  contender?: Contender;
}

/** Seconds. */
export interface WayTimes {
  name: string;
  /** To make all. */
  up?: number;
  /** To change one client's description. */
  change: number;
}

export const [size, latency] = [600, 50];

const [dynamic, plugin] = contenders;
const ways: Way[] = [
  { name: "`pulumi up`" },
  { name: "`--parallel 2`", flags: ["--parallel", "2"] },
  { name: "`--parallel 16`", flags: ["--parallel", "16"] },
  {
    name: "`--parallel 32`, `TRANSMIT_MAX_CONCURRENT_REQUESTS=32`",
    flags: ["--parallel", "32"],
    environment: { TRANSMIT_MAX_CONCURRENT_REQUESTS: "32" },
  },
  withSetting("PULUMI_DIY_BACKEND_GZIP"),
  withSetting("PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS"),
  withSetting("PULUMI_SKIP_CHECKPOINTS"),
  { name: "the plugin", contender: plugin },
  {
    name: "the plugin, `NODE_OPTIONS=--stack-trace-limit=0`",
    environment: { NODE_OPTIONS: "--stack-trace-limit=0" },
    contender: plugin,
  },
];

function withSetting(name: string): Way {
  return { name: `\`${name}=true\``, environment: { [name]: "true" } };
}

const target = ["--target", "urn:pulumi:test::program::pulumi-nodejs:dynamic/transmit:Client::client-1"];

/** @param tell Told of each. */
export async function measureWays(tell: (times: WayTimes) => void): Promise<WayTimes[]> {
  const all: WayTimes[] = [];
  const take = (times: WayTimes) => {
    all.push(times);
    tell(times);
  };
  for (const { name, flags = [], environment, contender = dynamic } of ways) {
    const { stack, end } = await enter(contender, { size, latency });
    const up = (more: string[] = []) => seconds(() => stack.up([...flags, ...more], { environment }));
    const change = (description: string, more?: string[]) => {
      stack.write({ "index.js": programFor(size, description) });
      return up(more);
    };
    try {
      take({ name, up: await up(), change: await change("Another") });
      if (name === ways[0]?.name)
        take({ name: "`--target` the changed client", change: await change("The next", target) });
    } finally {
      await end();
    }
  }
  return all;
}

async function seconds(run: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await run();
  return (performance.now() - begun) / 1000;
}
