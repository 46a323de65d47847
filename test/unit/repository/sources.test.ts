/** Node runs the sources as they are: it erases their types, and loads CommonJS packages by its own rules. */

import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { credentials } from "@grpc/grpc-js";
import type { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb.js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import { CheckRequest, type CheckResponse, DiffRequest, type DiffResponse } from "@pulumi/pulumi/proto/provider_pb.js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb.js";
import { version } from "../../../provider/version.ts";
import { struct } from "../../support/plugin.ts";
import { root } from "../../support/root.ts";

const flags = ["--disable-warning=MODULE_TYPELESS_PACKAGE_JSON"];
const environment = { PATH: process.env.PATH, HOME: process.env.PULUMI_HOME, PULUMI_HOME: process.env.PULUMI_HOME };

/** Programs: to import them is to run them. */
const programs = ["provider/plugin/main.ts", "cli/main.ts", "policy/main.ts"];

const sourcesIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => join(folder, file));

function start(args: readonly string[]) {
  const child = spawn(process.execPath, [...flags, ...args], { cwd: root, env: environment });
  const printed = { out: "", err: "" };
  child.stdout.on("data", (text) => {
    printed.out += text;
  });
  child.stderr.on("data", (text) => {
    printed.err += text;
  });
  return { child, printed };
}

test("every module can be imported as source", async () => {
  const modules = ["provider", "emulator", "cli", "policy", "sdk/dynamic"].flatMap(sourcesIn);
  for (const entry of [
    "provider/dynamic/index.ts",
    "provider/plugin/server.ts",
    "cli/program.ts",
    "emulator/index.ts",
    "policy/serve.ts",
    "sdk/dynamic/index.ts",
    ...programs,
  ]) {
    expect(modules).toContain(entry);
  }
  const imported = modules.filter((file) => !programs.includes(file));
  const script = `
    const { pathToFileURL } = await import("node:url");
    let count = 0;
    for (const file of ${JSON.stringify(imported)}) {
      await import(pathToFileURL(file)).then(() => count++, (error) => console.log(file + ": " + error.message));
    }
    console.log(count);
    process.exit();
  `;
  const { child, printed } = start(["--input-type=module", "--eval", script]);
  await new Promise((resolve) => child.once("close", resolve));
  expect(printed).toEqual({ out: `${imported.length}\n`, err: "" });
});

test("the command runs as source", async () => {
  const { child, printed } = start(["cli/main.ts", "--version"]);
  await new Promise((resolve) => child.once("close", resolve));
  expect(printed).toEqual({ out: expect.stringContaining(version), err: "" });
});

test("the plugin runs as source and serves the engine's protocol", async () => {
  const { child, printed } = start(["provider/plugin/main.ts"]);
  try {
    const port = await new Promise<string>((resolve, reject) => {
      child.stdout.once("data", (text) => resolve(String(text).trim()));
      child.once("close", () => reject(new Error(printed.err)));
    });
    const client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
    const call = <A>(method: "getPluginInfo" | "check" | "diff", request: object) =>
      new Promise<A>((resolve, reject) => {
        const answered = (error: unknown, answer: A) => (error ? reject(error) : resolve(answer));
        (client[method] as (request: object, answered: unknown) => void).call(client, request, answered);
      });
    try {
      expect((await call<PluginInfo>("getPluginInfo", new Empty())).getVersion()).toBe(version);
      const type = "transmit:index:Application";
      const news = struct({ appName: "Shop", loginUri: "https://shop.example", appNam: "x" });
      const checked = await call<CheckResponse>("check", new CheckRequest().setType(type).setNews(news));
      expect(checked.toObject().failuresList[0]).toEqual({
        property: "",
        reason: expect.stringContaining("appName"),
      });
      const request = new DiffRequest().setType(type).setId("app").setOlds(struct({})).setNews(news);
      const changes = (await call<DiffResponse>("diff", request)).toObject().detaileddiffMap;
      expect(changes.map(([path]) => path)).toContain("appName");
    } finally {
      client.close();
    }
    expect(printed).toEqual({ out: `${port}\n`, err: "" });
  } finally {
    child.kill();
    await new Promise((resolve) =>
      (child.exitCode ?? child.signalCode) !== null ? resolve(undefined) : child.once("close", resolve),
    );
  }
});
