/** Connections to the API: TLS, proxies, and those that are never established. */

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer as createHttpServer } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { type AddressInfo, connect as connectTo, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer as createTlsServer } from "node:tls";
import { openConnection } from "../../provider/api/connection.ts";
import type { ApiError, FailureReason } from "../../provider/errors.ts";
import { makeCertificate } from "../support/certificate.ts";
import { post } from "../support/post.ts";
import { root } from "../support/root.ts";

jest.setTimeout(30_000);

const certificate = makeCertificate();
const folder = mkdtempSync(join(tmpdir(), "pulumi-transmit-network-"));
const authority = join(folder, "authority.pem");
writeFileSync(authority, certificate.cert);

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function listen(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

/** An API that uses TLS with a self-signed certificate for 127.0.0.1, and counts its connections. */
async function startSecure(): Promise<{ port: number; connections(): number }> {
  let connections = 0;
  const server = createHttpsServer(certificate, (request, response) => {
    const body = request.url === "/oidc/token" ? { access_token: "canary-token" } : { result: [] };
    request.resume().on("end", () => response.setHeader("connection", "keep-alive").end(JSON.stringify(body)));
  });
  server.on("secureConnection", () => connections++);
  return { port: await listen(server), connections: () => connections };
}

/** A proxy that forwards to one port, and records its requests and the bytes in its tunnels. */
async function startProxy(target: number): Promise<{ port: number; requests: string[]; forwarded(): string }> {
  const requests: string[] = [];
  let forwarded = "";
  const server = createHttpServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    response.end(
      JSON.stringify(request.url?.endsWith("/oidc/token") ? { access_token: "canary-token" } : { result: [] }),
    );
  });
  server.on("connect", (request, socket: Socket) => {
    requests.push(`CONNECT ${request.headers["proxy-authorization"] ?? "-"}`);
    const upstream = connectTo(target, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      socket.on("data", (data) => {
        forwarded += data.toString("latin1");
      });
      socket.pipe(upstream).pipe(socket);
    });
    for (const end of [socket, upstream]) end.on("error", () => {});
  });
  return { port: await listen(server), requests, forwarded: () => forwarded };
}

/** Runs a script in a process of its own: Node reads NODE_EXTRA_CA_CERTS when it starts. @returns All that it printed. */
async function run(script: string, environment: Record<string, string>): Promise<string> {
  const flags = ["--no-warnings", "--input-type=module", "--eval"];
  const child = spawn(process.execPath, [...flags, script], { env: { PATH: process.env.PATH, ...environment } });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (text) => {
      printed += text;
    });
  }
  await new Promise((resolve) => child.once("close", resolve));
  return printed;
}

/** The API behind a proxy, which alone knows where that is: no request to a loopback address goes through one. */
const hidden = "https://api.example";

const settingsFor = (origin: string) => ({
  baseUrl: `${origin}/cis`,
  tokenUrl: `${origin}/oidc/token`,
  credentials: { clientId: "id", clientSecret: "canary-secret" },
  maxConcurrentRequests: 16,
});

const connect = (origin: string) => `
  const { openConnection } = await import("${root}/provider/api/connection.ts");
  const requests = openConnection(${JSON.stringify(settingsFor(origin))}, { deadlineMs: 3000 }).begin();
`;

/** Lists the applications three times. */
const list = (origin: string, environment: Record<string, string>): Promise<string> =>
  run(
    `${connect(origin)}
    try {
      for (let count = 0; count < 3; count++) console.log(JSON.stringify(await requests.send("GET", "/v1/applications")));
    } catch (error) {
      console.log(error.message);
    }
    process.exit();`,
    environment,
  );

const threeResponses = '{"result":[]}\n'.repeat(3);

test("a certificate of an unknown authority is an error at once, which says what to do", async () => {
  const { port, connections } = await startSecure();
  const printed = await list(`https://127.0.0.1:${port}`, {});
  expect(printed).toContain(`TLS verification of https://127.0.0.1:${port} failed`);
  expect(printed).toContain("NODE_EXTRA_CA_CERTS");
  expect(printed).not.toContain("given up");
  expect(printed).not.toContain("canary");
  expect(connections()).toBe(0);
});

test("certificate authorities of NODE_EXTRA_CA_CERTS are trusted, and a connection serves many requests", async () => {
  const { port, connections } = await startSecure();
  expect(await list(`https://127.0.0.1:${port}`, { NODE_EXTRA_CA_CERTS: authority })).toBe(threeResponses);
  expect(connections()).toBe(1);
});

test.each(["HTTPS_PROXY", "https_proxy", "ALL_PROXY"])(
  "a proxy in %s tunnels to the API and sees nothing in clear; one tunnel serves many requests",
  async (name) => {
    const { port, connections } = await startSecure();
    const proxy = await startProxy(port);
    const address = `http://user:p%40ss@127.0.0.1:${proxy.port}`;
    const printed = await list(hidden, { NODE_EXTRA_CA_CERTS: authority, [name]: address });
    expect(printed).toBe(threeResponses);
    expect(proxy.requests).toEqual([`CONNECT Basic ${Buffer.from("user:p@ss").toString("base64")}`]);
    expect(connections()).toBe(1);
    expect(proxy.forwarded().length).toBeGreaterThan(500);
    expect(proxy.forwarded()).not.toContain("canary");
  },
);

test("a certificate is verified behind a proxy as well", async () => {
  const { port, connections } = await startSecure();
  const proxy = await startProxy(port);
  const printed = await list(hidden, { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` });
  expect(printed).toContain(`TLS verification of ${hidden} failed`);
  expect(printed).toContain("NODE_EXTRA_CA_CERTS");
  expect(connections()).toBe(0);
});

test("behind a proxy, a certificate must match the API's host and not the proxy's", async () => {
  const { port } = await startSecure();
  const proxy = await startProxy(port);
  const environment = { NODE_EXTRA_CA_CERTS: authority };
  const proxies = ["localhost", "127.0.0.1"].map((host) => `http://${host}:${proxy.port}`);
  for (const HTTPS_PROXY of proxies) {
    expect(await list(hidden, { ...environment, HTTPS_PROXY })).toBe(threeResponses);
    const printed = await list("https://other.example", { ...environment, HTTPS_PROXY });
    expect(printed).toContain("TLS verification of https://other.example failed: the certificate does not match");
  }
});

test("a proxy may use TLS itself, and its certificate is verified", async () => {
  const { port } = await startSecure();
  const proxy = await startProxy(port);
  const secureProxy = createTlsServer(certificate, (socket) => {
    const upstream = connectTo(proxy.port, "127.0.0.1");
    socket.pipe(upstream).pipe(socket);
    for (const end of [socket, upstream]) end.on("error", () => {});
  });
  const address = `https://user:p%40ss@127.0.0.1:${await listen(secureProxy)}`;
  const trusted = await list(hidden, { NODE_EXTRA_CA_CERTS: authority, HTTPS_PROXY: address });
  expect(trusted).toBe(threeResponses);
  expect(proxy.requests).toHaveLength(1);
  const printed = await list(hidden, { HTTPS_PROXY: address });
  expect(printed).toContain("TLS verification of the proxy in HTTPS_PROXY failed");
  expect(printed).not.toContain("given up");
  expect(proxy.requests).toHaveLength(1);
});

test("the password of a proxy is not printed, not even where DEBUG makes libraries log", async () => {
  const { port } = await startSecure();
  const proxy = await startProxy(port);
  const address = `http://user:canary%40word@127.0.0.1:${proxy.port}`;
  const environment = { NODE_EXTRA_CA_CERTS: authority, HTTPS_PROXY: address, DEBUG: "*" };
  const printed = await list(hidden, environment);
  expect(printed).toContain("https-proxy-agent");
  expect(printed).toContain(threeResponses.slice(0, 13));
  expect(proxy.requests).toEqual([`CONNECT Basic ${Buffer.from("user:canary@word").toString("base64")}`]);
  for (const secret of ["canary", Buffer.from("user:canary@word").toString("base64")]) {
    expect(printed).not.toContain(secret);
  }
});

test("axios is loaded with the first request, and https-proxy-agent with the first through a proxy", async () => {
  const { port } = await startSecure();
  const proxy = await startProxy(port);
  const script = `
    import { registerHooks } from "node:module";
    const loaded = [];
    registerHooks({
      resolve(specifier, context, next) {
        const isOurs = context.parentURL?.includes("/provider/");
        if (isOurs && !/^(\\.|node:)/.test(specifier)) loaded.push(specifier);
        return next(specifier, context);
      },
    });
    ${connect(`https://127.0.0.1:${port}`)}
    const steps = [loaded.slice()];
    await requests.send("GET", "/v1/applications");
    steps.push(loaded.slice());
    const hidden = openConnection(${JSON.stringify(settingsFor(hidden))}).begin();
    process.env.HTTPS_PROXY = "http://127.0.0.1:${proxy.port}";
    await hidden.send("GET", "/v1/applications");
    console.log(JSON.stringify([...steps, loaded]));
    process.exit();
  `;
  const steps = JSON.parse(await run(script, { NODE_EXTRA_CA_CERTS: authority }));
  expect(steps).toEqual([[], ["axios"], ["axios", "https-proxy-agent"]]);
});

test("requests to hosts in NO_PROXY and to loopback addresses use no proxy", async () => {
  const { port } = await startSecure();
  const proxy = await startProxy(port);
  const through = { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`, ALL_PROXY: `http://127.0.0.1:${proxy.port}` };
  const environment = { ...through, HTTP_PROXY: through.HTTPS_PROXY, NODE_EXTRA_CA_CERTS: authority };
  expect(await list(`https://127.0.0.1:${port}`, environment)).toBe(threeResponses);
  expect(await list(hidden, { ...environment, NO_PROXY: "other.example, example" })).toContain("api.example");
  expect(await list("http://127.0.0.1:9", environment)).toContain("ECONNREFUSED");
  expect(proxy.requests).toEqual([]);
});

/** What a create comes to over connections that a server, or a proxy, treats like that. */
async function create(treat: (socket: Socket) => void, scheme: "http" | "https", isProxy = false) {
  let count = 0;
  const server = createServer((socket) => {
    count++;
    treat(socket.on("error", () => {}).resume());
  });
  const port = await listen(server);
  const { HTTPS_PROXY: before } = process.env;
  if (isProxy) process.env.HTTPS_PROXY = `http://user:canary@127.0.0.1:${port}`;
  try {
    const origin = isProxy ? "https://api.example" : `${scheme}://127.0.0.1:${port}`;
    const credentials = { accessToken: "canary-token" };
    const settings = { baseUrl: `${origin}/cis`, tokenUrl: origin, credentials, maxConcurrentRequests: 1 };
    const outcome = await post(openConnection(settings).begin(), "/v1/applications", { app_name: "Shop" }, 1);
    return { ...(outcome as { kind: string; error: ApiError }), count };
  } finally {
    if (before === undefined) delete process.env.HTTPS_PROXY;
    else process.env.HTTPS_PROXY = before;
  }
}

const answering = (status: number) => (socket: Socket) =>
  void socket.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`);

const closing = (socket: Socket) => void socket.destroy();

/** `throttled`: the failure can pass. `rejected`: it cannot. */
test.each<[string, (socket: Socket) => void, boolean, "throttled" | "rejected", FailureReason, string]>([
  ["is closed before TLS", closing, false, "throttled", "reset", ""],
  [
    "is answered without TLS",
    (socket) => void socket.end("hello\r\n"),
    false,
    "rejected",
    "notTls",
    "does not use TLS",
  ],
  ["is closed by a proxy", closing, true, "throttled", "proxyUnavailable", ""],
  ["is closed by a proxy in a line", (socket) => void socket.end("HTTP/1"), true, "throttled", "proxyUnavailable", ""],
  [
    "is answered by a proxy without HTTP",
    (socket) => void socket.end("canary: hello\r\ncanary\r\n\r\n"),
    true,
    "throttled",
    "proxyUnavailable",
    "did not answer CONNECT in HTTP",
  ],
  [
    "is closed behind a proxy",
    (socket) => {
      const next = () => socket.once("data", () => socket.destroy()).write("HTTP/1.1 200 OK\r\n\r\n");
      socket.once("data", next);
    },
    true,
    "throttled",
    "reset",
    "",
  ],
  ["is refused by a proxy for now", answering(503), true, "throttled", "proxyUnavailable", "answered 503 to CONNECT"],
  ["is refused without a password", answering(407), true, "rejected", "proxyRejected", "answered 407 to CONNECT"],
  ["is forbidden by a proxy", answering(403), true, "rejected", "proxyRejected", "answered 403 to CONNECT"],
])(
  "a create whose connection %s was not sent, and the error says so",
  async (_, treat, isProxy, kind, reason, says) => {
    const outcome = await create(treat, "https", isProxy);
    expect(outcome).toMatchObject({ kind, count: 1, error: { failure: { neverSent: true, reason } } });
    expect(outcome.error.message).toContain(says);
    expect(outcome.error.message).not.toContain("canary");
  },
);

test.each(["https_proxy", "baseUrl"])(
  "a refused connection to the address in %s is named in the error",
  async (name) => {
    const server = createServer();
    const port = await listen(server);
    await new Promise((resolve) => servers.pop()?.close(resolve));
    const address = `127.0.0.1:${port}`;
    const isProxy = name === "https_proxy";
    const printed = await list(`https://${isProxy ? "api.example" : address}`, isProxy ? { [name]: address } : {});
    expect(printed).toContain(`${isProxy ? `no connection to the proxy http://${address}: ` : ""}connect ECONNREFUSED`);
    expect(printed).toContain(isProxy ? "Check https_proxy" : `No response came from https://${address}`);
  },
);

test("a connection that is not established within 10 seconds is closed, and nothing was sent", async () => {
  const silent = createServer((socket) => void socket.on("error", () => {}).resume());
  const tunnelling = createServer((socket) => {
    socket.on("error", () => {}).once("data", () => socket.write("HTTP/1.1 200 OK\r\n\r\n"));
  });
  const [port, tunnelPort] = [await listen(silent), await listen(tunnelling)];
  // The process ends by itself, once it has no socket and no timer.
  const post = (origin: string, environment: Record<string, string>) =>
    run(
      `const { openConnection } = await import("${root}/provider/api/connection.ts");
      const settings = ${JSON.stringify({ ...settingsFor(origin), credentials: { accessToken: "canary" } })};
      const begun = Date.now();
      const prepared = await openConnection(settings).begin().preparePost("/v1/applications", {}, 1);
      const { kind, error } = await prepared.send();
      console.log(JSON.stringify({ kind, failure: error.failure, took: Date.now() - begun }));`,
      environment,
    );
  const outcomes = await Promise.all([
    post(`https://127.0.0.1:${port}`, {}),
    post("https://api.example", { HTTPS_PROXY: `http://127.0.0.1:${port}` }),
    post("https://api.example", { HTTPS_PROXY: `https://127.0.0.1:${port}` }),
    post("https://api.example", { HTTPS_PROXY: `http://127.0.0.1:${tunnelPort}` }),
  ]);
  for (const [index, printed] of outcomes.entries()) {
    const { kind, failure, took } = JSON.parse(printed);
    expect(kind).toBe("throttled");
    expect(failure).toMatchObject({ neverSent: true, reason: "connectTimeout" });
    const through = index === 0 ? "" : " through the proxy http";
    expect(failure.messages).toEqual([expect.stringContaining(`no connection within 10 s${through}`)]);
    expect(took).toBeLessThan(15_000);
  }
});

test("a create whose connection is closed after it was sent may have happened", async () => {
  const closed = (socket: Socket) => void socket.once("data", () => socket.destroy());
  const outcome = await create(closed, "http");
  expect(outcome).toMatchObject({ kind: "ambiguous", error: { failure: { neverSent: false, reason: "reset" } } });
});

test("a create without a response in time may have happened", async () => {
  const server = createServer((socket) => void socket.on("error", () => {}).resume());
  const origin = `http://127.0.0.1:${await listen(server)}`;
  const settings = { ...settingsFor(origin), credentials: { accessToken: "canary" } };
  const connection = openConnection(settings, { responseTimeoutMs: 500 });
  const outcome = await post(connection.begin(), "/v1/applications", {}, 1);
  expect(outcome).toMatchObject({
    kind: "ambiguous",
    error: { failure: { neverSent: false, reason: "timeout", messages: ["no complete response within 0.5 s"] } },
  });
});
