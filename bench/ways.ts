/** Ways to run a large stack, for what the documentation advises. */
import { contenders } from "./contenders.ts";
import { enter } from "./entrant.ts";
import { programFor } from "./workload.ts";

export interface Way {
  name: string;
  flags?: string[];
  environment?: Record<string, string>;
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

const as = (name: string, environment: Record<string, string> = {}, flags: string[] = []): Way => ({
  name,
  flags,
  environment,
});

const ways: Way[] = [
  as("`pulumi up`"),
  as("`--parallel 2`", {}, ["--parallel", "2"]),
  as("`--parallel 16`", {}, ["--parallel", "16"]),
  as("`--parallel 32`, and as many requests", { TRANSMIT_MAX_CONCURRENT_REQUESTS: "32" }, ["--parallel", "32"]),
  as("`PULUMI_DIY_BACKEND_GZIP=true`", { PULUMI_DIY_BACKEND_GZIP: "true" }),
  as("`PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS=true`", { PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS: "true" }),
  as("`PULUMI_SKIP_CHECKPOINTS=true`", { PULUMI_SKIP_CHECKPOINTS: "true" }),
];
const target = ["--target", "urn:pulumi:test::program::pulumi-nodejs:dynamic/transmit:Client::client-1"];

/** @param tell Told of each. */
export async function measureWays(tell: (times: WayTimes) => void): Promise<WayTimes[]> {
  const all: WayTimes[] = [];
  const take = (times: WayTimes) => {
    all.push(times);
    tell(times);
  };
  for (const { name, flags, environment } of ways) {
    const { stack, end } = await enter(contenders[0], { size, latency });
    const up = (more: string[] = []) => seconds(() => stack.up([...(flags ?? []), ...more], { environment }));
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
