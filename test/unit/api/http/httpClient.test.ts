/** One exchange with servers that never end: of time, and of bytes. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { type Exchange, openHttp } from "../../../../provider/api/http/httpClient.ts";
import { NetworkError } from "../../../../provider/api/http/networkError.ts";

const timeoutMs = 300;
const maxBytes = 1024 * 1024;

let server: Server;
let url: string;
let closed: Promise<void>;

/** @param answer Called for each request, whose connection the test expects to be closed. */
async function serve(answer: (response: ServerResponse, request: IncomingMessage) => void): Promise<void> {
  let close: () => void;
  closed = new Promise((resolve) => {
    close = resolve;
  });
  server = createServer((request, response) => {
    response.on("close", () => close());
    answer(response, request);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

interface Options {
  signal?: AbortSignal;
  body?: string;
  maxBytes?: number;
}

const sendWith =
  (exchange: Exchange) =>
  (options: Options = {}) =>
    exchange({ method: options.body ? "POST" : "GET", url, headers: {}, ...options });
const send = sendWith(openHttp(4, timeoutMs, maxBytes));
/** A busy machine may need long for what is large. */
const sendPatiently = sendWith(openHttp(4, 30_000, maxBytes));

/** Sends a piece again and again, as long as the connection is open. */
function repeat(response: ServerResponse, piece: string | Buffer, everyMs: number): void {
  const timer = setInterval(() => response.write(piece), everyMs);
  response.on("close", () => clearInterval(timer));
}

test.each<[string, (response: ServerResponse) => void]>([
  ["a body that drips", (response) => repeat(response.writeHead(200), "x", 20)],
  ["no response", () => undefined],
  ["headers alone", (response) => response.writeHead(200).flushHeaders()],
  [
    "informational responses without end",
    (response) => {
      const timer = setInterval(() => response.writeProcessing(), 20);
      response.on("close", () => clearInterval(timer));
    },
  ],
])("one deadline covers the whole exchange: %s", async (_, answer) => {
  await serve(answer);
  await expect(send()).rejects.toMatchObject({ reason: "timeout", message: "no complete response within 0.3 s" });
  await closed;
});

test("a body that the server does not read does not outlast the deadline", async () => {
  await serve((_, request) => request.pause());
  await expect(send({ body: "x".repeat(64 * maxBytes) })).rejects.toMatchObject({ reason: "timeout" });
});

test("a cancellation ends an exchange whose body drips", async () => {
  await serve((response) => repeat(response.writeHead(200), "x", 20));
  const controller = new AbortController();
  setTimeout(() => controller.abort(new Error("cancelled")), 60);
  await expect(send({ signal: controller.signal })).rejects.toThrow("cancelled");
  await closed;
});

const bomb = Buffer.alloc(4 * maxBytes);

test.each<[string, Buffer]>([
  ["gzip", gzipSync(bomb)],
  ["deflate", deflateSync(bomb)],
  ["br", brotliCompressSync(bomb)],
])("a response of %s that becomes too large is not read to its end, and not retried", async (encoding, content) => {
  await serve((response) => response.writeHead(200, { "content-encoding": encoding }).end(content));
  const error = await sendPatiently().catch((thrown) => thrown);
  expect(error).toBeInstanceOf(NetworkError);
  expect(error).toMatchObject({ reason: "tooLarge", isPermanent: true, neverSent: false });
  expect(error.message).toBe("the response has more than 1 MiB, after decompression");
  expect(error.advice).toContain("transmit:maxResponseSize");
});

test("a body without end is not read to its end", async () => {
  await serve((response) => repeat(response.writeHead(200), Buffer.alloc(256 * 1024), 1));
  await expect(sendPatiently()).rejects.toMatchObject({ reason: "tooLarge" });
  await closed;
});

test("a request can have a limit of its own", async () => {
  await serve((response) => response.end("x".repeat(2_000)));
  await expect(sendPatiently({ maxBytes: 1_000 })).rejects.toMatchObject({ reason: "tooLarge" });
  await expect(sendPatiently({ maxBytes: 2_000 })).resolves.toMatchObject({ status: 200 });
});
