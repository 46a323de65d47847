/** What the standards and the vendor's guides ask of URIs: errors where a standard forbids, warnings with their source. */
import type { Resource, Values } from "../../../../provider/fields/field.ts";
import { unknown } from "../../../../provider/fields/unknowns.ts";
import { warningsOfInputs } from "../../../../provider/lifecycle/index.ts";
import { check } from "../../../../provider/lifecycle/validation/check.ts";
import { application, client } from "../../../../provider/resources/index.ts";

const web = (...redirectUris: unknown[]): Values => ({ appId: "app", name: "Web", redirectUris });
const native = (...redirectUris: unknown[]): Values => ({ ...web(...redirectUris), clientType: "native" });
const saml = (spAcsUrl: string): Values => ({ appId: "app", name: "S", authenticationProtocol: "saml", spAcsUrl });
const shop = (more: Values): Values => ({ appName: "Shop", ...more });
const first = (more: Values): Values => shop({ firstClient: { name: "Web", redirectUris: [], ...more } });

const warningsOf = (inputs: Values, before: Values = {}, resource: Resource = client): string[] =>
  warningsOfInputs(resource, before, inputs);

const open = /^redirectUris\[0\] is plain http to another machine.*RFC 9700, 2\.6/;
const appScheme = /^redirectUris\[0\] has the scheme of an app.*vendor's guide/;
const shortScheme = /^redirectUris\[0\] has a scheme that is not a reversed domain name.*RFC 8252, 7\.1/;
const wildcard = /^redirectUris\[0\] has an asterisk.*RFC 9700, 2\.1/;
const characters = /^redirectUris\[0\] has a character that a URI cannot have \(RFC 3986, 2\)/;
const userInfo = /^redirectUris\[0\] has a user name or a password.*RFC 9110, 4\.2\.4/;

test.each<[string, Values, ...RegExp[]]>([
  ["https", web("https://shop.example/cb")],
  ["https in capitals, with port and query", web("HTTPS://Shop.example:8443/cb?tenant=a%20b")],
  ["http to this machine, by name", web("http://localhost:3000/cb")],
  ["http to this machine, by a name below it", web("http://shop.localhost/cb")],
  ["http to this machine, by number", web("http://127.0.0.1/cb")],
  ["http to this machine, by another of its numbers", web("http://127.1.2.3:80/cb")],
  ["http to this machine, of IPv6", web("http://[::1]:8080/cb")],
  ["http to another machine", web("http://shop.example/cb"), open],
  ["http to another machine of the same net", web("http://192.168.0.2/cb"), open],
  ["http to a name that begins as this machine's", web("http://localhost.evil.example/cb"), open],
  ["http to a name that begins with its number", web("http://127.0.0.1.evil.example/cb"), open],
  ["http of a native client", native("http://shop.example/cb"), open],
  ["a reverse domain of a native client", native("com.example.app:/cb")],
  ["a reverse domain with two slashes", native("com.example.app://cb")],
  ["a reverse domain of a web client", web("com.example.app:/cb"), appScheme],
  ["a scheme without a period", native("myapp://cb"), shortScheme],
  ["a scheme with an empty label", native("app.:/cb"), shortScheme],
  ["a scheme that runs", native("javascript:alert(1)"), shortScheme],
  ["a URN", native("urn:ietf:wg:oauth:2.0:oob"), shortScheme],
  ["an app's scheme of a client whose type is not known", { ...web("com.example.app:/cb"), clientType: unknown }],
  ["an asterisk in the host", web("https://*.shop.example/cb"), wildcard],
  ["an asterisk in the path", web("https://shop.example/*"), wildcard],
  ["a user and a password", web("https://me:canary@shop.example/cb"), userInfo],
  ["an at sign in the path", web("https://shop.example/@me")],
  ["braces", web("https://shop.example/{tenant}"), characters],
  ["letters beyond ASCII", web("https://shop.example/straße"), characters],
  ["a lone percent sign", web("https://shop.example/100%"), characters],
  ["a backslash", web("https://shop.example\\cb"), characters],
  ["more than one", web("http://*.shop.example/cb"), wildcard, open],
  ["a value that is not known", web(unknown)],
])("a redirect URI with %s", (_, inputs, ...expected) => {
  const warnings = warningsOf(inputs);
  expect(warnings).toEqual(expected.map((words) => expect.stringMatching(words)));
  for (const warning of warnings) expect(warning).not.toMatch(/canary|shop\.example|undefined/);
});

test.each([
  ["https://shop.example/cb#top"],
  ["https://shop.example/cb#"],
  ["com.example.app:/cb#top"],
  ["http://localhost/#/callback"],
])("a fragment in a redirect URI is an error: %s", (uri) => {
  for (const [resource, inputs, path] of [
    [client, web(uri), "redirectUris[0]"],
    [application, first({ redirectUris: [uri] }), "firstClient.redirectUris[0]"],
    [application, shop({ clientDisplayName: "Web", redirectUris: [uri] }), "redirectUris[0]"],
  ] as [Resource, Values, string][]) {
    const [problem, ...others] = check(resource, inputs, { noun: "client", path: "" });
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ path, code: "format" });
    expect(problem?.message).toMatch(
      /has a fragment\. A redirect URI must not have one \(RFC 6749, 3\.1\.2\): remove "#"/,
    );
  }
});

test("a secret redirect URI is told of its fragment, and not shown", () => {
  const place = { noun: "client", path: "", isSecret: () => true };
  const [problem] = check(client, web("https://canary.example/#x"), place);
  expect(problem?.message).toMatch(/has a fragment/);
  expect(problem?.message).not.toContain("canary");
});

test("other URIs may have a fragment, plain http and an app's scheme, but no password", () => {
  const pages = { loginUri: "http://shop.example/#/login", inviteMemberUri: "com.example.app:/invited" };
  expect(check(application, first({}), { noun: "application", path: "" })).toEqual([]);
  expect(warningsOf({ ...first({}), ...pages }, {}, application)).toEqual([]);
  expect(warningsOf({ ...first({}), logo: "https://me:canary@shop.example" }, {}, application)).toEqual([
    expect.stringMatching(/^logo has a user name or a password/),
  ]);
});

test("assertions are sent over https, or to this machine", () => {
  expect(warningsOf(saml("https://sp.example/acs"))).toEqual([]);
  expect(warningsOf(saml("http://localhost/acs"))).toEqual([]);
  expect(warningsOf(saml("http://sp.example/acs"))).toEqual([
    expect.stringMatching(/^spAcsUrl is plain http to another machine.*SAML 2\.0 Profiles, 4\.1\.3\.5/),
  ]);
});

test("the default client's URIs follow its own type, in either form", () => {
  const uris = { redirectUris: ["com.example.app:/cb"] };
  const warned = expect.stringContaining("redirectUris[0] has the scheme of an app");
  expect(warningsOf(first(uris), {}, application)).toEqual([warned]);
  expect(warningsOf(first({ ...uris, clientType: "native" }), {}, application)).toEqual([]);
  const legacy = shop({ clientDisplayName: "Web", ...uris });
  expect(warningsOf(legacy, {}, application)).toEqual([warned]);
  expect(warningsOf({ ...legacy, clientType: "native" }, {}, application)).toEqual([]);
});

test("what the previous inputs had already is not said again, wherever it stands now", () => {
  const before = web("https://shop.example/cb", "http://shop.example/cb");
  expect(warningsOf(before, before)).toEqual([]);
  expect(warningsOf(web("http://shop.example/cb"), before)).toEqual([]);
  expect(warningsOf(web("http://other.example/cb", "http://shop.example/cb"), before)).toEqual([
    expect.stringMatching(/^redirectUris\[0\] is plain http/),
  ]);
});

test("many URIs are one warning for each reason", () => {
  const many = Array.from({ length: 1000 }, (_, index) => `http://shop.example/${index}`);
  expect(warningsOf(web(...many))).toEqual([
    expect.stringMatching(
      /^Each of redirectUris\[0\], redirectUris\[1\], redirectUris\[2\] and 997 others is plain http/,
    ),
  ]);
  expect(warningsOf(web(...many.slice(0, 2)))).toEqual([
    expect.stringMatching(/^Each of redirectUris\[0\] and redirectUris\[1\] is plain http/),
  ]);
});

test.each([
  ["without either", {}, 1],
  ["with a subdomain", { subdomain: "shop" }, 0],
  ["with a domain", { customDomain: "login.shop.example" }, 0],
  ["with one that is not known yet", { customDomain: unknown }, 0],
  ["that is off", { signingKeyEnabled: false }, 0],
])("a signing key of an application %s", (_, more, count) => {
  const inputs = { ...first({}), signingKeyEnabled: true, ...more };
  const warnings = warningsOf(inputs, {}, application);
  expect(warnings).toHaveLength(count);
  for (const warning of warnings)
    expect(warning).toMatch(
      /^signingKeyEnabled: true needs subdomain or customDomain \(the vendor's guide on signing keys\)/,
    );
  expect(warningsOf(inputs, inputs, application)).toEqual([]);
});
