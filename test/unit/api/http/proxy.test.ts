/** Which proxy the environment names for an address: as the engine beside us reads it, and more. */
import { isExempt } from "../../../../provider/api/http/noProxy.ts";
import { authorizationFor, proxyFor } from "../../../../provider/api/http/proxy.ts";

const api = "https://api.example/cis";
const proxy = "http://proxy.example:3128";

test.each([
  ["none", api, {}, undefined],
  ["one for https", api, { HTTPS_PROXY: proxy }, "proxy.example:3128"],
  ["one without a scheme", api, { HTTPS_PROXY: "proxy.example:3128" }, "proxy.example:3128"],
  ["one between blanks", api, { HTTPS_PROXY: ` ${proxy}\n` }, "proxy.example:3128"],
  ["one for http alone", api, { HTTP_PROXY: proxy }, undefined],
  ["one for all", api, { ALL_PROXY: proxy }, "proxy.example:3128"],
  ["one for all, if that for https is empty", api, { HTTPS_PROXY: " ", all_proxy: proxy }, "proxy.example:3128"],
  ["the lower case before the upper", api, { https_proxy: "http://low", HTTPS_PROXY: "http://up" }, "low"],
  ["none for a host that is exempt", api, { HTTPS_PROXY: proxy, NO_PROXY: "x,api.example" }, undefined],
  ["none for a domain that is exempt in lower case", api, { HTTPS_PROXY: proxy, no_proxy: ".example" }, undefined],
  ["none for this machine", "https://127.0.0.1:8443/cis", { HTTPS_PROXY: proxy }, undefined],
  ["none for this machine by IPv6", "https://[::1]/cis", { ALL_PROXY: proxy }, undefined],
  ["none for this machine by name", "https://localhost/cis", { ALL_PROXY: proxy }, undefined],
])("the environment names a proxy: %s", (_, url, environment, expected) => {
  expect(proxyFor(url, environment)?.address.host).toBe(expected);
});

test("the variable that names the proxy is known", () => {
  expect(proxyFor(api, { all_proxy: proxy })?.variable).toBe("all_proxy");
});

test.each<[list: string, url: string, isExempt: boolean]>([
  ["*", "https://api.example", true],
  ["a.example,*", "https://api.example", true],
  ["", "https://api.example", false],
  [" , ,", "https://api.example", false],
  ["api.example", "https://api.example", true],
  ["API.Example", "https://api.example", true],
  ["api.example.", "https://api.example", true],
  ["api.example", "https://api.example.", true],
  ["corp.example", "https://api.eu.corp.example", true],
  ["corp.example", "https://notcorp.example", false],
  ["corp.example", "https://corp.example.evil.test", false],
  [".corp.example", "https://api.corp.example", true],
  [".corp.example", "https://corp.example", false],
  ["*.corp.example", "https://api.corp.example", true],
  ["*.corp.example", "https://corp.example", false],
  ["i.example", "https://api.example", false],
  ["example", "https://api.example", true],
  [".", "https://api.example", false],
  ["bücher.example", "https://xn--bcher-kva.example", true],
  ["a.example b.example\tapi.example", "https://api.example", true],
  ["a.example,  api.example ", "https://api.example", true],
  ["api.example:443", "https://api.example", true],
  ["api.example:0443", "https://api.example", true],
  ["api.example:80", "https://api.example", false],
  ["example:8443", "https://api.example:8443", true],
  ["example:8443", "https://api.example", false],
  [".example:443", "https://api.example", true],
  [":443", "https://api.example", false],
  ["10.1.2.3", "https://10.1.2.3", true],
  ["10.1.2.3", "https://10.1.2.30", false],
  ["2.3", "https://10.1.2.3", false],
  ["10.1.2.3:8443", "https://10.1.2.3:8443", true],
  ["10.1.2.3:8443", "https://10.1.2.3", false],
  ["10.0.0.0/8", "https://10.200.2.3", true],
  ["10.1.2.3/8", "https://10.200.2.3", true],
  ["10.0.0.0/8", "https://11.0.0.1", false],
  ["0.0.0.0/0", "https://11.0.0.1", true],
  ["10.0.0.0/33", "https://10.0.0.1", false],
  ["10.0.0.0/x", "https://10.0.0.1", false],
  ["10.0.0.0/8/8", "https://10.0.0.1", false],
  ["10.0.0.0/8", "https://10.example", false],
  ["10.0.0.0/8", "https://[::ffff:10.1.2.3]", true],
  ["2001:db8::1", "https://[2001:db8::1]", true],
  ["2001:DB8:0:0::1", "https://[2001:db8::1]", true],
  ["[2001:db8::1]", "https://[2001:db8::1]", true],
  ["[2001:db8::1]:8443", "https://[2001:db8::1]:8443", true],
  ["[2001:db8::1]:8443", "https://[2001:db8::1]", false],
  ["2001:db8::/32", "https://[2001:db8:1::7]", true],
  ["[2001:db8::]/32", "https://[2001:db8:1::7]", true],
  ["2001:db8::/32", "https://[2001:db9::1]", false],
  ["2001:db8::/129", "https://[2001:db8::1]", false],
  ["other.example", "https://127.0.0.9", true],
  ["", "https://localhost:8443", true],
  ["", "https://localhost.", true],
  ["", "https://[::1]", true],
])("NO_PROXY=%j exempts %s: %j", (list, url, expected) => {
  expect(isExempt(new URL(url), list)).toBe(expected);
});

test.each(["socks5://user:canary@host", "http://", "ftp://canary", "%", "http://canary%y:3128"])(
  "the address %s of a proxy is invalid, and the error does not show it",
  (value) => {
    expect(() => proxyFor(api, { HTTPS_PROXY: value })).toThrow(/^HTTPS_PROXY is not the address/);
    expect(() => proxyFor(api, { HTTPS_PROXY: value })).not.toThrow("canary");
  },
);

test.each(["http://user:canary%@proxy.example", "http://can%ary@proxy.example", "http://user%:41canary@proxy.example"])(
  "a lone % in %s is an error that says how to write it",
  (value) => {
    expect(() => proxyFor(api, { all_proxy: value })).toThrow(/^all_proxy has a "%" .* write %25$/);
    expect(() => proxyFor(api, { all_proxy: value })).not.toThrow("canary");
  },
);

test("a proxy gets the user and the password, or the one of them that is given", () => {
  const pairOf = (address: string) =>
    Buffer.from(authorizationFor(new URL(address))["proxy-authorization"]?.slice("Basic ".length) ?? "", "base64");
  expect(pairOf("http://us%3Aer:p%40ss@host").toString()).toBe("us:er:p@ss");
  expect(pairOf("http://user@host").toString()).toBe("user:");
  expect(pairOf("http://:secret@host").toString()).toBe(":secret");
  expect(authorizationFor(new URL("http://host"))).toEqual({});
});
