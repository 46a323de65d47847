/** What is said of a create whose response is overdue, by virtual time. */
import { ApiError } from "../../../../provider/errors.ts";
import type { Resource, Values } from "../../../../provider/fields/field.ts";
import { createOnce } from "../../../../provider/lifecycle/createOnce/createOnce.ts";
import { openRun } from "../../../../provider/lifecycle/index.ts";
import type { PostOutcome, Transport } from "../../../../provider/lifecycle/transport.ts";
import { encode } from "../../../../provider/lifecycle/wire/codec.ts";
import { creationPath } from "../../../../provider/lifecycle/wire/resourceId.ts";
import { application, client, signingKey } from "../../../../provider/resources/index.ts";
import { openMemoryJournal } from "../../../support/memoryJournal.ts";
import { createVirtualClock, type VirtualClock } from "../../../support/virtualClock.ts";

const web = { appId: "app", name: "Web", redirectUris: [] };

let clock: VirtualClock;
let api: Transport;
let told: string[];
/** Answers the request that is under way. */
let answer: (outcome: PostOutcome) => void;
let sent: number;
let listed: Values[];

beforeEach(() => {
  clock = createVirtualClock();
  [told, sent, listed] = [[], 0, []];
  api = {
    endpoint: { existingTwin: "ignore" },
    run: openRun({ clock, journal: openMemoryJournal(clock) }),
    claims: async () => ({}),
    now: clock.now,
    notify: (message) => void told.push(message),
    wait: (milliseconds) => clock.sleep(milliseconds),
    send: async () => listed,
    preparePost: async () => ({
      send: () => {
        sent++;
        return new Promise((resolve) => {
          answer = resolve;
        });
      },
    }),
  };
});

const make = (resource: Resource = client, inputs: Values = web): Promise<Values | Error> =>
  createOnce(resource, api, inputs, creationPath(resource, inputs), encode(resource, inputs, "create")).catch(
    (error: Error) => error,
  );
const created: PostOutcome = { kind: "accepted", response: { app_id: "app", client_id: "c", ...web } };
const failed = (status?: number) =>
  new ApiError({ method: "POST", path: "/", status, messages: ["scripted"], hasApiErrorCode: true });

test("once it is overdue by 5 s, what may have been created is told, and not again", async () => {
  const made = make();
  await clock.advance(4_999);
  expect(told).toEqual([]);
  await clock.advance(1);
  expect(told).toEqual([
    'The client "Web" may have been created in the application app: the request was sent at 2030-01-01 00:00:00 UTC, and ' +
      "no response has shown it yet. If the run ends now, run npx pulumi-transmit recover, or look in the Admin Portal " +
      "for a client of that name, created at that time.",
  ]);
  await clock.advance(60_000);
  expect(told).toHaveLength(1);
  answer(created);
  await made;
  expect(told).toHaveLength(1);
});

test.each<[string, Resource, Values, RegExp]>([
  [
    "an application",
    application,
    { appName: "Shop" },
    /^The application "Shop" may have been created: the request.* for an application of that name/,
  ],
  ["a signing key", signingKey, { name: "Key" }, /^The signing key "Key" may have been created: the request/],
])("%s is in nothing else that could be named", async (_, resource, inputs, message) => {
  void make(resource, inputs);
  await clock.advance(6_000);
  expect(told).toEqual([expect.stringMatching(message)]);
});

test.each<[string, PostOutcome]>([
  ["arrives in time", created],
  ["refuses it", { kind: "rejected", error: failed(400) }],
])("nothing is told where the response %s", async (_, outcome) => {
  const made = make();
  await clock.advance(4_000);
  answer(outcome);
  await clock.advance(60_000);
  await made;
  expect(told).toEqual([]);
});

test("nothing is told of a request that waits to be sent", async () => {
  const { preparePost } = api;
  api.preparePost = async (...request) => {
    await clock.sleep(60_000);
    return preparePost(...request);
  };
  void make();
  await clock.advance(60_000);
  expect(told).toEqual([]);
  await clock.advance(5_000);
  expect(told).toEqual([expect.stringContaining("sent at 2030-01-01 00:01:00 UTC")]);
});

test("a lost response leaves the doubt until the list decides; a second request has its own", async () => {
  const made = make();
  await clock.advance(1_000);
  answer({ kind: "ambiguous", error: failed(500) });
  await clock.advance(3_999);
  expect(told).toEqual([]);
  await clock.advance(1);
  expect(told).toHaveLength(1);
  // Reads no longer lag, and nothing was created.
  await clock.advance(10_000);
  expect(sent).toBe(2);
  await clock.advance(5_000);
  expect(told).toHaveLength(2);
  answer(created);
  expect(await made).toMatchObject({ client_id: "c" });
});

test("as the run is cancelled, each is told that is in doubt then, and no other", async () => {
  const first = make();
  await clock.advance(1_000);
  answer(created);
  await first;
  void make(client, { ...web, name: "Second" });
  void make(application, { appName: "Shop" });
  await clock.advance(1_000);
  for (const doubt of api.run.doubts) doubt.sayCancelled();
  expect(told).toEqual([
    expect.stringMatching(/^The run is cancelled\. The client "Second" may have been created in the application app: /),
    expect.stringMatching(/^The run is cancelled\. The application "Shop" may have been created: /),
  ]);
});
