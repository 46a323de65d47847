/** The plugin as a process of its own, started as the engine starts it. */

import { type ChildProcess, type StdioOptions, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { credentials } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import { GetSchemaRequest, type GetSchemaResponse } from "@pulumi/pulumi/proto/provider_pb.js";
import schema from "../../schema.json";
import { root } from "../support/root.ts";

const engine = "127.0.0.1:9";

interface Started {
  child: ChildProcess;
  /** All that it has printed. */
  printed(): string;
}

async function start(args: string[], stdin: "pipe" | "ignore"): Promise<Started> {
  const stdio: StdioOptions = [stdin, "pipe", "inherit"];
  const child = spawn("node", [join(root, "dist/provider/plugin/main.js"), ...args], { cwd: "/", stdio });
  let printed = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
  });
  while (!printed.includes("\n")) await sleep(20);
  return { child, printed: () => printed };
}

test("it prints its port and nothing else, and finds its schema from wherever it is started", async () => {
  const { child, printed } = await start(["--logtostderr", "-v=9", "--tracing", "127.0.0.1:8", engine], "ignore");
  const client = new ResourceProviderClient(`127.0.0.1:${printed().trim()}`, credentials.createInsecure());
  const answer = await new Promise<GetSchemaResponse>((resolve, reject) =>
    client.getSchema(new GetSchemaRequest(), (error, found) => (error ? reject(error) : resolve(found))),
  );
  client.close();
  expect(JSON.parse(answer.getSchema())).toEqual(schema);
  expect(printed()).toMatch(/^\d+\n$/);
  child.kill();
  await once(child, "exit");
});

test("it ends when the engine that started it is gone", async () => {
  const { child } = await start([engine], "pipe");
  const ended = once(child, "exit");
  child.stdin?.end();
  expect(await ended).toEqual([0, null]);
});

test("it stays for an engine that attaches to it, though nobody holds its input", async () => {
  const { child } = await start([], "ignore");
  await sleep(300);
  expect(child.exitCode).toBeNull();
  child.kill();
  await once(child, "exit");
});
