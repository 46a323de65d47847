/** Where the package is published, as its manifest says once it is: for the registry, and for the engine to fetch the plugin from. */

export interface Manifest {
  homepage?: string;
  repository?: string | { url: string };
}

interface Publication {
  homepage?: string;
  repository?: string;
  pluginDownloadURL?: string;
}

/** Of a repository on GitHub, the engine fetches the archives of a release from there. */
export function publicationOf({ homepage, repository }: Manifest): Publication {
  const url = (typeof repository === "string" ? repository : repository?.url)?.replace(/^git\+|\.git$/g, "");
  const [, project] = url?.match(/^https:\/\/github\.com\/([^/]+\/[^/]+)$/) ?? [];
  return {
    ...(homepage && { homepage }),
    ...(url && { repository: url }),
    ...(project && { pluginDownloadURL: `github://api.github.com/${project}` }),
  };
}
