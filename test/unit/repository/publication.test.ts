/** Where a release says that it is published. */
import { type Manifest, publicationOf } from "../../../tools/generate/publication.ts";
import { publicationFrom } from "../../../tools/release/publication.ts";

test.each<[string, Manifest, object]>([
  ["nowhere yet", {}, {}],
  [
    "on GitHub",
    { homepage: "https://a.example", repository: { url: "git+https://github.com/owner/project.git" } },
    {
      homepage: "https://a.example",
      repository: "https://github.com/owner/project",
      pluginDownloadURL: "github://api.github.com/owner/project",
    },
  ],
  ["elsewhere", { repository: "https://git.example/x" }, { repository: "https://git.example/x" }],
  [
    "on GitHub, with its plugin elsewhere",
    { repository: "https://github.com/owner/project", pluginDownloadURL: "https://plugins.example" },
    { repository: "https://github.com/owner/project", pluginDownloadURL: "https://plugins.example" },
  ],
  [
    "by a company with a logo",
    { publisher: "Acme", logoUrl: "https://a.example/logo.png" },
    { publisher: "Acme", logoUrl: "https://a.example/logo.png" },
  ],
])("a package that is published %s says where", (_, manifest, expected) => {
  expect(publicationOf(manifest)).toEqual(expected);
});

test("a release takes what its environment says, and nothing of what is blank", () => {
  const given = {
    RELEASE_HOMEPAGE: " https://a.example/x ",
    RELEASE_REPOSITORY: "https://git.example/x",
    RELEASE_LOGO_URL: "https://a.example/logo.png",
    RELEASE_PLUGIN_DOWNLOAD_URL: "github://api.github.com/owner/project",
    RELEASE_PUBLISHER: "Acme",
    OTHER: "x",
  };
  expect(publicationFrom(given)).toEqual({
    homepage: "https://a.example/x",
    repository: "https://git.example/x",
    logoUrl: "https://a.example/logo.png",
    pluginDownloadURL: "github://api.github.com/owner/project",
    publisher: "Acme",
  });
  expect(publicationFrom({ RELEASE_HOMEPAGE: " ", RELEASE_PUBLISHER: "" })).toEqual({});
});

test("a release names every variable that it cannot use, with what it must be", () => {
  const given = {
    RELEASE_LOGO_URL: "logo.png",
    RELEASE_HOMEPAGE: "http://a.example",
    RELEASE_PLUGIN_DOWNLOAD_URL: "x",
  };
  expect(() => publicationFrom(given)).toThrow(
    new Error(
      'RELEASE_HOMEPAGE is "http://a.example". It must be an https URL.\n' +
        'RELEASE_LOGO_URL is "logo.png". It must be an https URL.\n' +
        'RELEASE_PLUGIN_DOWNLOAD_URL is "x". It must be an address that the engine can fetch plugins from: ' +
        "https://…, github://… or gitlab://….",
    ),
  );
});
