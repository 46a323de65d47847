/** Where the package is published: for the registry, and for the engine, which fetches the plugin there. What is not known is absent. */

export interface Manifest extends Publication {
  repository?: string | { url: string };
}

/** What a schema says of it. */
export interface Publication {
  /** Page about the package. */
  homepage?: string;
  /** Its sources. */
  repository?: string | { url: string };
  /** Where the engine fetches the plugin's archives: `https://…`, or `github://api.github.com/<owner>/<project>`. */
  pluginDownloadURL?: string;
  /** An image, at https. */
  logoUrl?: string;
  /** Who publishes it, as the registry shows it. */
  publisher?: string;
}

/** If the repository is on GitHub and nothing else is said, the engine fetches the archives from its releases. */
export function publicationOf(manifest: Manifest): Publication {
  const { homepage, repository, logoUrl, publisher } = manifest;
  const url = (typeof repository === "string" ? repository : repository?.url)?.replace(/^git\+|\.git$/g, "");
  const [, project] = url?.match(/^https:\/\/github\.com\/([^/]+\/[^/]+)$/) ?? [];
  const pluginDownloadURL = manifest.pluginDownloadURL ?? (project && `github://api.github.com/${project}`);
  return {
    ...(publisher && { publisher }),
    ...(homepage && { homepage }),
    ...(url && { repository: url }),
    ...(logoUrl && { logoUrl }),
    ...(pluginDownloadURL && { pluginDownloadURL }),
  };
}
