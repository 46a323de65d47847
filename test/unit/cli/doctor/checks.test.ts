/** Single checks, where no engine and no API are needed. */
import { clock, differenceOf } from "../../../../cli/doctor/checks/network.ts";
import { writing } from "../../../../cli/doctor/checks/rights.ts";
import { settings } from "../../../../cli/doctor/checks/settings.ts";
import { tenant } from "../../../../cli/doctor/checks/token.ts";
import type { Patient } from "../../../../cli/doctor/patient.ts";

const patient = (parts: Partial<Patient> = {}): Patient => ({
  stack: { name: undefined, cwd: "." },
  environment: {},
  secrets: [],
  ...parts,
});

const secret = "0b5c1f9e-0000-4000-8000-3f1d2c3b4a59";

describe("settings", () => {
  test("each says where it is from, secrets are not shown, and what is not used is marked", async () => {
    const config = {
      "transmit:region": { value: "eu" },
      "transmit:clientSecret": { value: secret },
    };
    const environment = { TRANSMIT_REGION: "us", TRANSMIT_CLIENT_ID: "abc", TRANSMIT_BASE_URL: "https://u:p@x/cis" };
    const one = patient({ config, environment });
    const { status, details = [] } = await settings.examine(one);
    expect(status).toBe("note");
    expect(details).toEqual(
      expect.arrayContaining([
        "transmit:region        eu, from the stack's configuration",
        "TRANSMIT_REGION        us, from the environment; not used",
        "TRANSMIT_BASE_URL      https://x/cis, from the environment; not used",
        "TRANSMIT_CLIENT_ID     abc, from the environment",
        "transmit:clientSecret  set, not shown, from the stack's configuration",
      ]),
    );
    expect(details.join()).not.toContain(secret);
    expect(one.secrets).toEqual([secret]);
    expect(one.configuration).toMatchObject({ baseUrl: "https://api.eu.transmitsecurity.io/cis" });
  });

  test("a secret in the wrong setting is not shown", async () => {
    const { details = [] } = await settings.examine(patient({ environment: { TRANSMIT_CLIENT_ID: secret } }));
    expect(details).toEqual(["TRANSMIT_CLIENT_ID  not shown, since it looks like a secret, from the environment"]);
  });

  test("if the stack could not be read, what is missing is no problem of its own", async () => {
    expect(await settings.examine(patient())).toMatchObject({ status: "notChecked" });
    expect(await settings.examine(patient({ isWithoutStack: true }))).toMatchObject({
      status: "problem",
      advice: expect.stringContaining("No API endpoint is configured"),
    });
  });

  test("a wrong one is a problem in any case", async () => {
    const environment = { TRANSMIT_REGION: "europe", TRANSMIT_CLIENT_ID: "a", TRANSMIT_CLIENT_SECRET: secret };
    expect(await settings.examine(patient({ environment }))).toMatchObject({
      status: "problem",
      advice: expect.stringContaining("Did you mean eu?"),
    });
  });
});

describe("the clock", () => {
  test.each([
    // Within the second that the header does not tell apart, and while the request was under way.
    [10_000, 10_400, 10_900, 0],
    [11_000, 10_400, 11_200, 0],
    [20_000, 10_400, 10_900, 9_100],
    [5_000, 10_400, 10_900, -4_400],
  ])("the header %d, between %d and %d, differs by %d ms", (date, sentAt, answeredAt, expected) => {
    expect(differenceOf(date, sentAt, answeredAt)).toBe(expected);
  });

  test.each([
    [0, "ok", "The same as that of the API."],
    [30_000, "ok", "30 s behind that of the API."],
    [-7_201_000, "problem", "7200 s ahead of that of the API."],
  ])("a difference of %d ms is %s", async (difference, status, found) => {
    const now = 1_800_000_000_000;
    const reached = { status: 401, date: now + difference, sentAt: now, answeredAt: now };
    expect(await clock.examine(patient({ reached }))).toMatchObject({ status, found });
  });

  test("without a header, it is not known", async () => {
    const reached = { status: 401, sentAt: 0, answeredAt: 0 };
    expect(await clock.examine(patient({ reached }))).toMatchObject({ status: "note" });
  });
});

describe("the right to write", () => {
  const isOpaque = false;

  test.each([
    [{ isOpaque, role: "Admin" }, "ok", /management application/],
    [{ isOpaque, permissions: ["apps:create", "apps:edit", "apps:delete"] }, "ok", /has the permissions/],
    [{ isOpaque, permissions: ["apps:read"] }, "problem", /not enough to create applications, to update applications/],
    [{ isOpaque: true }, "note", /Not known/],
  ])("of a token with %j is %s", async (token, status, found) => {
    expect(await writing.examine(patient({ token }))).toMatchObject({
      status,
      found: expect.stringMatching(found),
    });
  });
});

describe("the tenant", () => {
  const configuration = { tenantId: "mine" } as Patient["configuration"];

  test.each([
    [{ isOpaque: false, tenantId: "mine" }, "ok"],
    [{ isOpaque: false, tenantId: "other" }, "problem"],
    [{ isOpaque: true }, "note"],
  ])("of a token with %j is %s", async (token, status) => {
    expect(await tenant.examine(patient({ token, configuration }))).toMatchObject({ status });
  });

  test("that the state names counts as well", async () => {
    const resource = {
      urn: "urn:pulumi:dev::shop::transmit:index:Application::shop",
      type: "transmit:index:Application",
      custom: true,
      id: "a",
      inputs: { appName: "Shop" },
      outputs: { appName: "Shop", appId: "a", tenantId: "theirs" },
    };
    const deployment = { version: 3, deployment: { resources: [resource] } };
    const token = { isOpaque: false, tenantId: "mine" };
    expect(await tenant.examine(patient({ token, deployment }))).toMatchObject({
      status: "problem",
      found: "The token is of tenant mine, and the stack's resources are in theirs.",
    });
  });
});
