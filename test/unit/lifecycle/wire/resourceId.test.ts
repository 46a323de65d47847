/** Ids, and the paths of requests that they are part of. */
import { pathSegmentRule } from "../../../../provider/fields/pathSegment.ts";
import { functions, validateArguments } from "../../../../provider/functions/index.ts";
import { check } from "../../../../provider/lifecycle/validation/check.ts";
import { expandPath, parseId } from "../../../../provider/lifecycle/wire/resourceId.ts";
import { isIdentified, validateResponse } from "../../../../provider/lifecycle/wire/responseValidation.ts";
import { client } from "../../../../provider/resources/client.ts";

const allowed = ["0a1b2c", "-begins-with-a-dash", "...", "a.b", "a:b", "a+b@c~d", "größe", "x".repeat(256)];

const refused: [what: string, id: string][] = [
  ["the folder itself", "."],
  ["the folder above", ".."],
  ["a backslash", "..\\other"],
  ["an encoded slash", "..%2fother"],
  ["an encoded dot", "%2e%2e"],
  ["a query", "a?force=true"],
  ["a fragment", "a#b"],
  ["a blank", "a b"],
  ["a blank at the end", "a "],
  ["a line break", "a\nb"],
  ["a control character", "a\u0000b"],
  ["an escape sequence", "\u001b[31m"],
  ["a character that turns the text around", "a\u202eb"],
  ["half of a surrogate pair", "a\ud800b"],
  ["more characters than any id has", "x".repeat(257)],
];

describe.each(allowed)("%s", (id) => {
  test("is an id, and one segment of a path", () => {
    expect(parseId(client, `${id}/${id}`)).toEqual({ appId: id, clientId: id });
    const path = expandPath(client.item, { appId: id, clientId: id });
    expect(new URL(`https://api.example/cis${path}`).pathname.split("/")).toHaveLength(7);
    expect(isIdentified(client, { client_id: id })).toBe(true);
  });
});

describe.each(refused)("%s", (_, id) => {
  test("is not sent, whichever part of the id it is", () => {
    for (const parts of [
      { appId: id, clientId: "b" },
      { appId: "a", clientId: id },
    ]) {
      expect(() => expandPath(client.item, parts)).toThrow(/^Nothing was sent to .*: (appId|clientId) is "/);
      expect(() => parseId(client, `${parts.appId}/${parts.clientId}`)).toThrow(pathSegmentRule);
    }
  });

  test("is refused from programs, from responses, and as an argument", async () => {
    const [problem] = check(
      client,
      { appId: id, name: "Web", redirectUris: ["https://a.example/cb"] },
      {
        noun: "client",
        path: "",
      },
    );
    expect(problem).toMatchObject({ path: "appId", message: expect.stringContaining(pathSegmentRule) });
    expect(validateResponse(client)({ app_id: "a", client_id: id })).toContain("clientId");
    expect(isIdentified(client, { client_id: id })).toBe(false);
    const getClient = functions.find(({ name }) => name === "getClient") as (typeof functions)[number];
    expect(await validateArguments(getClient, { appId: "a", clientId: id })).toMatchObject([{ path: "clientId" }]);
  });
});

test.each(["", "a", "a/", "/b", "a/b/c", "a//b"])("%j has not the parts of a client's id", (id) => {
  expect(() => parseId(client, id)).toThrow("Write it as appId/clientId.");
});

test("an error shows no more than the beginning of a long id", () => {
  expect(() => parseId(client, `a/${"x".repeat(10_000)}`)).toThrow(
    expect.objectContaining({ message: expect.not.stringMatching(/x{200}/) }),
  );
});
