/** Which deletions the emulator refuses, and how, where an API may refuse some. */
import { type Settings, switches } from "../../../emulator/tenant/behaviour.ts";
import {
  type Answer,
  createApplication,
  createClient,
  type Emulated,
  emulate,
  type Json,
  messagesOf,
  oidc,
  path,
  resultOf,
} from "../../support/emulated.ts";

let emulated: Emulated;
let application: Json;
let second: Json;
afterEach(() => emulated.close());

/** An application with its default client and a second one. */
async function start(settings: Partial<Settings>): Promise<void> {
  emulated = await emulate({ behaviour: settings });
  application = await createApplication(emulated);
  second = await createClient(emulated, application, { ...oidc, name: "Second" });
}

const drop = (place: string) => emulated.send("DELETE", place);
const clientIds = async () =>
  ((await emulated.send("GET", path.clients(application))).body as Json[]).map(({ client_id: id }) => id);

const gone = { status: 204, body: undefined };

function expectRefused(answer: Answer, message: string): void {
  expect(answer).toEqual({ status: 400, body: { message: [message], error_code: 400 } });
}

const ofDefault = "the default client of an application cannot be deleted";
const ofLast = "the last of an application's clients cannot be deleted";

test("any client may go, the last one too", async () => {
  await start({ lastClient: "deletable" });
  expect(await drop(path.client(application))).toEqual(gone);
  expect(await drop(path.client(second))).toEqual(gone);
  expect(await clientIds()).toEqual([]);
});

test("the default client may have to stay, whether there are others or not", async () => {
  await start({ lastClient: "kept" });
  expectRefused(await drop(path.client(application)), ofDefault);
  expect(await drop(path.client(second))).toEqual(gone);
  expectRefused(await drop(path.client(application)), ofDefault);
  expect(await clientIds()).toEqual([application.client_id]);
});

test("the last client may have to stay, whichever it is, and the next oldest becomes the default one", async () => {
  await start({ lastClient: "last-kept" });
  expect(await drop(path.client(application))).toEqual(gone);
  const found = resultOf(await emulated.send("GET", path.application(application)));
  expect(found).toMatchObject({ client_id: second.client_id, client_display_name: "Second" });
  expectRefused(await drop(path.client(second)), ofLast);
  const third = await createClient(emulated, application, oidc);
  expect(await drop(path.client(second))).toEqual(gone);
  expectRefused(await drop(path.client(third)), ofLast);
  expect(await clientIds()).toEqual([third.client_id]);
});

test("the clients of one application do not count for another's", async () => {
  await start({ lastClient: "last-kept" });
  const other = await createApplication(emulated);
  expectRefused(await drop(path.client(other)), ofLast);
});

test.each(switches.lastClient)("all clients at once can always be deleted (%s)", async (lastClient) => {
  await start({ lastClient, clients: "hold-all" });
  expect(await drop(path.clients(application))).toEqual(gone);
  expect(await clientIds()).toEqual([]);
  expect(await drop(path.application(application))).toEqual(gone);
});

const besides = "the application has clients besides its default one: delete them first";
const any = "the application has clients: delete them first";

test.each<[Settings["clients"], count: number, refusal: string | undefined]>([
  ["cascade", 2, undefined],
  ["cascade", 1, undefined],
  ["cascade", 0, undefined],
  ["hold", 2, besides],
  ["hold", 1, undefined],
  ["hold", 0, undefined],
  ["hold-all", 2, any],
  ["hold-all", 1, any],
  ["hold-all", 0, undefined],
])("an application (%s) that has %i clients", async (clients, count, refusal) => {
  await start({ clients });
  const ids = await clientIds();
  for (const id of ids.slice(count)) await drop(path.client({ ...application, client_id: id }));
  const answer = await drop(path.application(application));
  const after = await emulated.send("GET", path.clients(application));
  if (refusal === undefined) {
    expect(answer).toEqual(gone);
    expect(after.status).toBe(404);
  } else {
    expectRefused(answer, refusal);
    expect(after.body).toHaveLength(count);
  }
});

const list = (status: number) => (message: string) => ({ message: [message], error_code: status });
const conflict = (message: string) => ({ message, error_code: 409, ts_error_code: "deletion_refused" });

test.each([
  ["400", list(400)],
  ["422", list(422)],
  ["409", conflict],
] as const)("refusals of deletions have the status %s", async (refusals, bodyOf) => {
  const status = Number(refusals);
  await start({ lastClient: "kept", clients: "hold-all", refusals });
  expect(await drop(path.client(application))).toEqual({ status, body: bodyOf(ofDefault) });
  expect(await drop(path.application(application))).toEqual({ status, body: bodyOf(any) });
  await emulated.close();
  await start({ lastClient: "last-kept", clients: "hold", refusals });
  expect(await drop(path.application(application))).toEqual({ status, body: bodyOf(besides) });
  await drop(path.client(application));
  expect(await drop(path.client(second))).toEqual({ status, body: bodyOf(ofLast) });
});

test.each(["409", "422"] as const)("other refusals have the status that is their own (%s)", async (refusals) => {
  await start({ refusals, unknownKey: "400" });
  const wrong = await emulated.send("PUT", path.application(application), { colour: "red" });
  expect([wrong.status, messagesOf(wrong)]).toEqual([400, ["property colour should not exist"]]);
  expect((await drop(path.key({ id: "missing" }))).status).toBe(400);
  expect((await drop(path.client({ ...application, client_id: "missing" }))).status).toBe(404);
});
