/** What to measure, as the command line says it. */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { contenders } from "./contenders.ts";
import { bench } from "./places.mts";

export interface Options {
  /** Numbers of clients. */
  sizes: number[];
  /** Milliseconds before each of the API's answers. */
  latencies: number[];
  /** Names of contenders. */
  only: string[];
  runs: number;
  memory: boolean;
  ways: boolean;
  folder: string;
}

const names = contenders.map(({ name }) => name as string);

export const usage = `make bench [BENCH="--n 50,200,600 --latency 0,50 --only dynamic,textbook-empty --runs 1 --memory --ways --results FOLDER"]

  --n         numbers of clients under one application; 50,200,600
  --latency   milliseconds before each of the API's answers; 0,50
  --only      contenders: ${names.join(", ")}; all
  --runs      how often everything is measured; medians are shown; 1
  --memory    also the provider's memory at 1,000 clients, beside an empty one's
  --ways      also ways to run 600 clients, such as with fewer checkpoints
  --results   folder for the results; bench/results
`;

/** @throws Error that names what is wrong */
export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      n: { type: "string", default: "50,200,600" },
      latency: { type: "string", default: "0,50" },
      only: { type: "string", default: names.join() },
      runs: { type: "string", default: "1" },
      memory: { type: "boolean", default: false },
      ways: { type: "boolean", default: false },
      results: { type: "string", default: join(bench, "results") },
    },
  });
  const only = values.only.split(",");
  const unknown = only.filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new Error(`--only names ${unknown.join(", ")}. There are ${names.join(", ")}.`);
  return {
    sizes: numbersIn("--n", values.n),
    latencies: numbersIn("--latency", values.latency),
    only,
    runs: numbersIn("--runs", values.runs)[0] as number,
    memory: values.memory,
    ways: values.ways,
    folder: values.results,
  };
}

function numbersIn(option: string, text: string): number[] {
  if (!/^\d+(,\d+)*$/.test(text)) throw new Error(`${option} is "${text}", but has to be numbers with commas between.`);
  return text.split(",").map(Number);
}
