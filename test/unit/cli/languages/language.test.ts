import { languageOf } from "../../../../cli/languages/language.ts";

const value = { accessTokenTtl: 600, "odd key": [true, null, 'say "hi"'] };

test.each([
  ["nodejs", 'tokenExpiration: { accessTokenTtl: 600, "odd key": [true, null, "say \\"hi\\""] }, // in firstClient'],
  ["python", 'token_expiration={"access_token_ttl": 600, "odd key": [True, None, "say \\"hi\\""]}, # in first_client'],
  ["yaml", 'tokenExpiration: {"accessTokenTtl":600,"odd key":[true,null,"say \\"hi\\""]} # in firstClient'],
])("a line of %s gives a property its value", (runtime, line) => {
  expect(languageOf(runtime).line("tokenExpiration", value, "firstClient")).toBe(line);
});

test("Go writes strings, numbers and lists of strings, and leaves objects to the programmer", () => {
  const { line } = languageOf("go");
  expect(line("redirectUris", ["a", "b"], "")).toBe(
    'RedirectUris: pulumi.StringArray{pulumi.String("a"), pulumi.String("b")},',
  );
  expect(line("sessionExpiration", 60, "")).toBe("SessionExpiration: pulumi.Int(60),");
  expect(line("enforcePar", false, "firstClient")).toBe("EnforcePar: pulumi.Bool(false), // in FirstClient");
  expect(line("tokenExpiration", value, "")).toBeUndefined();
});

test.each([
  ["nodejs", "firstClient.redirectUris[1]", "// remove firstClient.redirectUris[1]"],
  ["python", "first_client.redirect_uris[1]", "# remove first_client.redirect_uris[1]"],
  ["go", "FirstClient.RedirectUris[1]", "// remove FirstClient.RedirectUris[1]"],
  ["yaml", "firstClient.redirectUris[1]", "# remove firstClient.redirectUris[1]"],
  ["another", "firstClient.redirectUris[1]", "// remove firstClient.redirectUris[1]"],
])("in %s, a path is written as the program does", (runtime, path, removal) => {
  const language = languageOf(runtime);
  expect(language.path("firstClient.redirectUris[1]")).toBe(path);
  expect(language.remove("firstClient.redirectUris[1]")).toBe(removal);
});
