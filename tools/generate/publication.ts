/** Where the package is published, once its manifest says so: for the registry, and for the engine, which fetches the plugin there. */

export interface Manifest {
  homepage?: string;
  repository?: string | { url: string };
}

interface Publication {
  homepage?: string;
  repository?: string;
  pluginDownloadURL?: string;
}

/** If the repository is on GitHub, the engine fetches the archives from its releases. */
export function publicationOf({ homepage, repository }: Manifest): Publication {
  const url = (typeof repository === "string" ? repository : repository?.url)?.replace(/^git\+|\.git$/g, "");
  const [, project] = url?.match(/^https:\/\/github\.com\/([^/]+\/[^/]+)$/) ?? [];
  return {
    ...(homepage && { homepage }),
    ...(url && { repository: url }),
    ...(project && { pluginDownloadURL: `github://api.github.com/${project}` }),
  };
}
