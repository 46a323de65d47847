/** Messages quote values of a public form, and no others: what is in the wrong place may be a secret. */
import type { Values } from "../../../../provider/fields/field.ts";
import { check } from "../../../../provider/lifecycle/validation/check.ts";
import { client } from "../../../../provider/resources/index.ts";

const web = { appId: "app", name: "Web", redirectUris: ["https://shop.example/cb"] };
const messagesOf = (inputs: Values, isSecret = (_: readonly string[]) => false) =>
  check(client, { ...web, ...inputs }, { noun: "client", path: "", isSecret }).map(({ message }) => message);

test.each<[Values, string]>([
  [{ clientType: "webb" }, '"webb", which is none of'],
  [{ redirectUris: ["shop/callback"] }, '"shop/callback", which is not an absolute URI'],
  [{ sessionExpiration: -5 }, "-5, but must be 0 or more."],
  [{ sessionExpiration: "360000" }, '"360000", but must be a number. Write 360000 without quotes.'],
  [{ enforcePar: "true" }, '"true", but must be true or false. Write true without quotes.'],
  [{ redirectUris: "https://a.example" }, '"https://a.example", but must be a list. Write ["https://a.example"].'],
  [{ name: true }, "true, but must be a string."],
])("%j is quoted", (inputs, text) => {
  expect(messagesOf(inputs)).toEqual([expect.stringContaining(`is ${text}`)]);
  const marked = messagesOf(inputs, () => true);
  expect(marked).toEqual([expect.stringMatching(/is (a|an) \w+ \(not shown\)/)]);
  expect(marked.join()).not.toMatch(/webb|shop\/callback|-5|360000|a\.example/);
});

test.each<[Values, string]>([
  [{ sessionExpiration: "canary-secret" }, "a string of 13 characters (not shown), but must be a number"],
  [{ enforcePar: "canary-secret" }, "a string of 13 characters (not shown), but must be true or false"],
  [{ tokenExpiration: "canary-secret" }, "a string of 13 characters (not shown), but must be an object"],
  [{ description: 1234567 }, "a number (not shown), but must be a string"],
  [{ clientType: `canary${"x".repeat(60)}` }, "a string of 66 characters (not shown), which is none of"],
  [
    { redirectUris: ["https://me:canary@shop.example/#x"] },
    "a string of 33 characters (not shown), which has a fragment",
  ],
  [
    { redirectUris: ["https://shop.example/?token=canary#x"] },
    "a string of 36 characters (not shown), which has a frag",
  ],
  [
    { authenticationConfiguration: { method: "private_key_jwt", jwks: "canary" } },
    "a string (not shown), but must be an",
  ],
])("%j is described", (inputs, text) => {
  const messages = messagesOf(inputs);
  expect(messages).toEqual([expect.stringContaining(`is ${text}`)]);
  expect(messages.join()).not.toMatch(/canary|1234567/);
});
