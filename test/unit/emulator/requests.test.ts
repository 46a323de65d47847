import { request } from "node:http";
import { connect } from "node:net";
import {
  createApplication,
  type Emulated,
  emulate,
  fetchJson,
  messagesOf,
  path,
  tokenFrom,
} from "../../support/emulated.ts";

let emulated: Emulated;
let lines: string[];

beforeEach(async () => {
  lines = [];
  emulated = await emulate({ log: (line) => lines.push(line) });
});
afterEach(() => emulated.close());

async function sendText(body: string) {
  const headers = { authorization: `Bearer ${await tokenFrom(emulated)}` };
  return fetchJson(`${emulated.baseUrl}/v1/applications`, { method: "POST", headers, body });
}

test.each([
  ["GET", "/v1/elsewhere"],
  ["GET", "/v1/applications/"],
  ["GET", "/v1/applications/missing"],
  ["PUT", "/v1/applications/missing"],
  ["DELETE", "/v1/applications/missing"],
  ["PUT", "/v1/applications/missing/resources"],
  ["POST", "/v1/applications/missing/clients"],
  ["GET", "/v1/applications/missing/clients"],
  ["DELETE", "/v1/applications/missing/clients"],
  ["GET", "/v1/applications/missing/clients/missing"],
  ["GET", "/v1/applications/%00'--"],
])("%s %s is a 404", async (method, path) => {
  const answer = await emulated.send(method, path, method === "GET" ? undefined : {});
  expect(answer).toEqual({ status: 404, body: { message: expect.stringContaining("was not found"), error_code: 404 } });
});

test.each([
  ["PATCH", "/v1/applications"],
  ["DELETE", "/v1/applications"],
  ["POST", "/v1/applications/list"],
  ["POST", "/v1/applications/any"],
  ["GET", "/v1/applications/any/resources"],
  ["PUT", "/v1/applications/any/clients"],
  ["POST", "/v1/applications/any/clients/any"],
])("%s %s is a 405", async (method, path) => {
  expect(await emulated.send(method, path)).toMatchObject({ status: 405, body: { error_code: 405 } });
});

test.each([
  ["text that is not JSON", "{", "the body is not JSON"],
  ["nothing at all", "", "the body is not JSON"],
  ["a list", "[]", "the body must be an object"],
  ["null", "null", "the body must be an object"],
])("a body of %s is a 400", async (_, body, message) => {
  expect(await sendText(body)).toEqual({ status: 400, body: { message: [message], error_code: 400 } });
});

test("a body beyond the limit is a 413, on a connection that goes on", async () => {
  const size = 8_000_000;
  const socket = connect(Number(new URL(emulated.url).port), "127.0.0.1");
  try {
    const received = new Promise<string>((resolve, reject) => {
      let text = "";
      socket.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
        if (text.includes('"error_code":401')) resolve(text);
      });
      socket.on("error", reject).on("close", () => reject(new Error(`closed after ${text}`)));
    });
    socket.write(`POST /cis/v1/applications HTTP/1.1\r\nhost: emulator\r\ncontent-length: ${size}\r\n\r\n`);
    socket.write("x".repeat(size));
    socket.write("GET /cis/v1/applications HTTP/1.1\r\nhost: emulator\r\n\r\n");
    expect((await received).match(/HTTP\/1.1 \d+/g)).toEqual(["HTTP/1.1 413", "HTTP/1.1 401"]);
  } finally {
    socket.destroy();
  }
});

test("a path that is not percent-encoded is a 400", async () => {
  const answer = await emulated.send("GET", "/v1/applications/%zz");
  expect(answer.status).toBe(400);
  expect(messagesOf(answer).join()).toContain('"%zz"');
});

test("a request that is cut off does no harm", async () => {
  await new Promise((resolve) => {
    const cut = request(`${emulated.baseUrl}/v1/applications`, { method: "POST", headers: { "content-length": 100 } });
    cut.on("error", resolve).on("close", resolve);
    cut.write("{", () => cut.destroy());
  });
  expect((await emulated.send("GET", path.applications)).status).toBe(200);
});

test("the log has a line for each request, without its query, body or token", async () => {
  lines.length = 0;
  const application = await createApplication(emulated, { app_description: "canary" });
  await emulated.send("DELETE", `${path.application(application)}?canary=1`);
  await emulated.send("GET", path.application(application));
  const item = `/cis${path.application(application)}`;
  expect(lines).toEqual(["POST /cis/v1/applications 201", `DELETE ${item} 204`, `GET ${item} 404`]);
});

test("it listens on 127.0.0.1 alone, and tells where", async () => {
  expect(emulated.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(emulated.tokenUrl).toBe(`${emulated.url}/oidc/token`);
  expect(emulated.env).toEqual({
    TRANSMIT_BASE_URL: `${emulated.url}/cis`,
    TRANSMIT_CLIENT_ID: emulated.credentials.clientId,
    TRANSMIT_CLIENT_SECRET: emulated.credentials.clientSecret,
  });
  const elsewhere = emulated.url.replace("127.0.0.1", "127.0.0.2");
  await expect(fetch(elsewhere, { signal: AbortSignal.timeout(1000) })).rejects.toThrow();
});

test("to close it ends requests that are still on their way", async () => {
  const headers = { "content-length": 100 };
  const open = request(`${emulated.baseUrl}/v1/applications`, { method: "POST", headers });
  const ended = new Promise((resolve) => open.on("error", resolve));
  await new Promise<void>((resolve) => open.write("{", () => resolve()));
  await emulated.send("GET", path.applications);
  await emulated.close();
  expect(await ended).toMatchObject({ code: "ECONNRESET" });
});

test("to close it twice is to close it once, and then nothing listens", async () => {
  await Promise.all([emulated.close(), emulated.close()]);
  await emulated.close();
  await expect(fetch(emulated.url)).rejects.toThrow();
});

test("a log that fails is an error of the request, and no end of the process", async () => {
  const loud = await emulate({
    log: (line) => {
      if (line.startsWith("GET")) throw new Error(`no room for ${line}`);
    },
  });
  expect(await loud.send("GET", "/v1/applications")).toEqual({
    status: 500,
    body: { message: "no room for GET /cis/v1/applications 200", error_code: 500 },
  });
  await loud.close();
});
