import { greeting, type Reader } from "../../../cli/greeting.ts";

const emulator = {
  url: "http://127.0.0.1:8080",
  pageUrl: "http://127.0.0.1:8080/_emulator#token=canary",
  settings: { baseUrl: "http://127.0.0.1:8080/cis", clientId: "client", clientSecret: "canary" },
  env: {
    TRANSMIT_BASE_URL: "http://127.0.0.1:8080/cis",
    TRANSMIT_CLIENT_ID: "client",
    TRANSMIT_CLIENT_SECRET: "canary",
  },
};
const program: Reader = { isTerminal: false, hasColours: false, platform: "linux" };
const person: Reader = { isTerminal: true, hasColours: true, platform: "linux" };

test("a program reads a line for each setting, or one line of JSON", () => {
  expect(greeting(emulator, program)).toBe(
    [
      "listening on http://127.0.0.1:8080",
      "TRANSMIT_BASE_URL=http://127.0.0.1:8080/cis",
      "TRANSMIT_CLIENT_ID=client",
      "TRANSMIT_CLIENT_SECRET=canary",
      "page at http://127.0.0.1:8080/_emulator#token=canary",
      "",
    ].join("\n"),
  );
  const json = greeting(emulator, { ...person, json: true });
  expect(json.trim().split("\n")).toHaveLength(1);
  expect(JSON.parse(json)).toEqual({
    ...emulator.settings,
    url: emulator.url,
    pageUrl: emulator.pageUrl,
    token: "canary",
    env: emulator.env,
  });
});

test("a person reads what to do, in the words of their shell", () => {
  const text = greeting(emulator, person);
  expect(text).toContain("\u001b[1mhttp://127.0.0.1:8080\u001b[22m. Press Ctrl-C to end it.");
  expect(text).toContain("\u001b[1mhttp://127.0.0.1:8080/_emulator#token=canary\u001b[22m");
  expect(text).toContain("\n  export TRANSMIT_CLIENT_ID=client\n");
  expect(greeting(emulator, { ...person, platform: "win32" })).toContain('\n  $env:TRANSMIT_CLIENT_ID = "client"\n');
});

test("colours are for terminals that have them", () => {
  expect(greeting(emulator, { ...person, hasColours: false })).not.toContain("\u001b");
});
