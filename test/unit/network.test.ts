/** The way to the API: encryption, proxies, and connections that come to nothing. */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer as createHttpServer } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { proxyFor } from "../../provider/api/http/proxy.ts";
import { open } from "../../provider/api/index.ts";
import { AmbiguousResultError, ApiError } from "../../provider/errors.ts";
import { makeCertificate } from "../support/certificate.ts";

jest.setTimeout(30_000);

const root = join(__dirname, "../..");
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

/** An API that speaks TLS with a certificate of its own, and counts its connections. */
async function startSecure(): Promise<{ port: number; connections(): number }> {
  let connections = 0;
  const server = createHttpsServer(certificate, (request, response) => {
    const body = request.url === "/oidc/token" ? { access_token: "canary-token" } : { result: [] };
    request.resume().on("end", () => response.setHeader("connection", "keep-alive").end(JSON.stringify(body)));
  });
  server.on("secureConnection", () => connections++);
  return { port: await listen(server), connections: () => connections };
}

/** A proxy that lets requests through to one port, and remembers all that it was asked and shown. */
async function startProxy(target: number): Promise<{ port: number; asked: string[]; shown(): string }> {
  const asked: string[] = [];
  let shown = "";
  const server = createHttpServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.end(
      JSON.stringify(request.url?.endsWith("/oidc/token") ? { access_token: "canary-token" } : { result: [] }),
    );
  });
  server.on("connect", (request, socket: Socket) => {
    asked.push(`CONNECT ${request.headers["proxy-authorization"] ?? "-"}`);
    const upstream = connect(target, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      socket.on("data", (data) => {
        shown += data.toString("latin1");
      });
      socket.pipe(upstream).pipe(socket);
    });
    for (const end of [socket, upstream]) end.on("error", () => {});
  });
  return { port: await listen(server), asked, shown: () => shown };
}

/** Asks for the list three times, in a process of its own: Node reads NODE_EXTRA_CA_CERTS when it starts. */
async function ask(origin: string, environment: Record<string, string>): Promise<string> {
  const settings = {
    baseUrl: `${origin}/cis`,
    tokenUrl: `${origin}/oidc/token`,
    credentials: { clientId: "id", clientSecret: "canary-secret" },
    maxConcurrentRequests: 16,
  };
  const script = `
    const { open } = await import("${root}/provider/api/index.ts");
    const requests = open(${JSON.stringify(settings)}, 3000).begin();
    try {
      for (let count = 0; count < 3; count++) console.log(JSON.stringify(await requests.send("GET", "/v1/applications")));
    } catch (error) {
      console.log(error.message);
    }
    process.exit();
  `;
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

const threeAnswers = '{"result":[]}\n'.repeat(3);

test("a certificate of somebody unknown is an error at once, which says what to do", async () => {
  const { port, connections } = await startSecure();
  const printed = await ask(`https://127.0.0.1:${port}`, {});
  expect(printed).toContain("NODE_EXTRA_CA_CERTS");
  expect(printed).not.toContain("given up");
  expect(printed).not.toContain("canary");
  expect(connections()).toBe(0);
});

test("certificate authorities of NODE_EXTRA_CA_CERTS are trusted, and a connection serves many requests", async () => {
  const { port, connections } = await startSecure();
  expect(await ask(`https://127.0.0.1:${port}`, { NODE_EXTRA_CA_CERTS: authority })).toBe(threeAnswers);
  expect(connections()).toBe(1);
});

test.each(["HTTPS_PROXY", "https_proxy", "ALL_PROXY"])(
  "a proxy in %s leads to the API and sees nothing; a connection through it serves many requests",
  async (name) => {
    const { port, connections } = await startSecure();
    const proxy = await startProxy(port);
    const address = `http://user:p%40ss@127.0.0.1:${proxy.port}`;
    const printed = await ask(`https://127.0.0.1:${port}`, { NODE_EXTRA_CA_CERTS: authority, [name]: address });
    expect(printed).toBe(threeAnswers);
    expect(proxy.asked).toEqual([`CONNECT Basic ${Buffer.from("user:p@ss").toString("base64")}`]);
    expect(connections()).toBe(1);
    expect(proxy.shown().length).toBeGreaterThan(500);
    expect(proxy.shown()).not.toContain("canary");
  },
);

test("a certificate is looked at behind a proxy as well", async () => {
  const { port } = await startSecure();
  const proxy = await startProxy(port);
  const printed = await ask(`https://127.0.0.1:${port}`, { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` });
  expect(printed).toContain("NODE_EXTRA_CA_CERTS");
});

test("hosts in NO_PROXY are asked straight", async () => {
  const { port } = await startSecure();
  const proxy = await startProxy(port);
  const environment = { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`, NO_PROXY: "other.example, 127.0.0.1" };
  expect(await ask(`https://127.0.0.1:${port}`, { ...environment, NODE_EXTRA_CA_CERTS: authority })).toBe(threeAnswers);
  expect(proxy.asked).toEqual([]);
});

test("plain requests within this machine go through a proxy within it", async () => {
  const proxy = await startProxy(9);
  expect(await ask("http://127.0.0.1:9", { HTTP_PROXY: `http://127.0.0.1:${proxy.port}` })).toBe(threeAnswers);
  expect(proxy.asked[0]).toBe("POST http://127.0.0.1:9/oidc/token");
});

const api = "https://api.example/cis";
const proxy = "http://proxy.example:3128";

test.each([
  ["none", api, {}, undefined],
  ["one for https", api, { HTTPS_PROXY: proxy }, "proxy.example:3128"],
  ["one without its scheme", api, { HTTPS_PROXY: "proxy.example:3128" }, "proxy.example:3128"],
  ["one for http alone", api, { HTTP_PROXY: proxy }, undefined],
  ["one for all", api, { ALL_PROXY: proxy }, "proxy.example:3128"],
  ["the lower case before the upper", api, { https_proxy: "http://low", HTTPS_PROXY: "http://up" }, "low"],
  ["none for a host that is exempt", api, { HTTPS_PROXY: proxy, NO_PROXY: "x,api.example" }, undefined],
  ["none for a domain that is exempt", api, { HTTPS_PROXY: proxy, no_proxy: ".example" }, undefined],
  ["none for one that is exempt by a star", api, { HTTPS_PROXY: proxy, NO_PROXY: "*.example" }, undefined],
  ["none for all that are exempt", api, { HTTPS_PROXY: proxy, NO_PROXY: "*" }, undefined],
  ["none for a port that is exempt", api, { HTTPS_PROXY: proxy, NO_PROXY: "api.example:443" }, undefined],
  ["one if another port is exempt", api, { HTTPS_PROXY: proxy, NO_PROXY: "api.example:80" }, "proxy.example:3128"],
  ["one if another domain is exempt", api, { HTTPS_PROXY: proxy, NO_PROXY: "i.example" }, "proxy.example:3128"],
  ["none elsewhere for what is not encrypted", "http://127.0.0.1/cis", { HTTP_PROXY: proxy }, undefined],
  ["one here for it", "http://127.0.0.1/cis", { HTTP_PROXY: "http://localhost:3128" }, "localhost:3128"],
])("the environment names a proxy: %s", (_, url, environment, expected) => {
  expect(proxyFor(url, environment)?.host).toBe(expected);
});

test("what is no address of a proxy is an error that does not show it", () => {
  for (const value of ["socks5://user:canary@host", "http://", "ftp://canary"]) {
    expect(() => proxyFor(api, { HTTPS_PROXY: value })).toThrow(/^HTTPS_PROXY is not the address/);
    expect(() => proxyFor(api, { HTTPS_PROXY: value })).not.toThrow("canary");
  }
});

/** A create through a connection that somebody treats like that. */
async function create(treat: (socket: Socket) => void, scheme: "http" | "https", isProxy = false): Promise<ApiError> {
  const server = createServer((socket) => treat(socket.on("error", () => {}).resume()));
  const port = await listen(server);
  const { HTTPS_PROXY: before } = process.env;
  if (isProxy) process.env.HTTPS_PROXY = `http://127.0.0.1:${port}`;
  try {
    const origin = isProxy ? "https://api.example" : `${scheme}://127.0.0.1:${port}`;
    const credentials = { accessToken: "canary-token" };
    const settings = { baseUrl: `${origin}/cis`, tokenUrl: origin, credentials, maxConcurrentRequests: 1 };
    return await open(settings, 50)
      .begin()
      .send("POST", "/v1/applications", { app_name: "Shop" })
      .then(
        () => undefined,
        (error) => error,
      );
  } finally {
    if (before === undefined) delete process.env.HTTPS_PROXY;
    else process.env.HTTPS_PROXY = before;
  }
}

const answering = (status: number) => (socket: Socket) =>
  void socket.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`);

test.each<[string, (socket: Socket) => void, "http" | "https", boolean]>([
  ["is closed before it is encrypted", (socket) => void socket.destroy(), "https", false],
  ["is answered in clear where it should be encrypted", (socket) => void socket.end("hello\r\n"), "https", false],
  ["is closed by a proxy", (socket) => void socket.destroy(), "https", true],
  ["is refused by a proxy for now", answering(503), "https", true],
  ["is refused by a proxy for want of a password", answering(407), "https", true],
])("a create whose connection %s was not sent, and is known not to be", async (_, treat, scheme, isProxy) => {
  const error = await create(treat, scheme, isProxy);
  expect(error).toBeInstanceOf(ApiError);
  expect(error).not.toBeInstanceOf(AmbiguousResultError);
  expect(error.failure.neverSent).toBe(true);
});

test("a connection that does not come to stand is given up after 10 seconds, and nothing was sent", async () => {
  const begun = Date.now();
  const error = await create(() => {}, "https");
  expect(error.failure).toMatchObject({
    neverSent: true,
    messages: [expect.stringContaining("no connection within 10 s"), expect.anything()],
  });
  expect(Date.now() - begun).toBeLessThan(15_000);
});

test("a create whose connection is closed after it went out may have happened", async () => {
  const error = await create((socket) => void socket.once("data", () => socket.destroy()), "http");
  expect(error).toBeInstanceOf(AmbiguousResultError);
});
