/**
 * What a release contains, as a CycloneDX bill of materials: the packages that npm installs with the package, and those in the
 * plugin's bundle. It comes from the lock file and the bundle, and is the same for the same ones.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import type { Bundle } from "./bundle.ts";

export const sbomName = "sbom.cdx.json";

interface Component {
  "bom-ref": string;
  name: string;
  version: string;
  properties?: { name: string; value: string }[];
}

interface Dependency {
  ref: string;
  dependsOn?: string[];
}

interface Bom {
  serialNumber?: string;
  metadata: { timestamp?: string; component: Component };
  components: Component[];
  dependencies: Dependency[];
}

/** As npm marks what the lock file has for developers alone. */
const development = "cdx:npm:package:development";

export function sbomOf(root: string, { packages }: Pick<Bundle, "packages">): string {
  const bundled = new Set(packages);
  const {
    serialNumber: _,
    metadata: { timestamp: _time, ...metadata },
    components,
    dependencies,
    ...bom
  } = readBom(root);
  const isDevelopment = ({ properties = [] }: Component) => properties.some(({ name }) => name === development);
  const kept = components
    .filter((one) => !isDevelopment(one) || bundled.has(`${one.name}@${one.version}`))
    .map((one) => ({ ...one, properties: one.properties?.filter(({ name }) => name !== development) }));
  const refs = new Set([metadata.component, ...kept].map((one) => one["bom-ref"]));
  const content = {
    ...bom,
    // npm takes the name of the checkout's folder.
    metadata: { ...metadata, component: { ...metadata.component, name: "pulumi-transmit" } },
    components: kept,
    dependencies: dependencies
      .filter(({ ref }) => refs.has(ref))
      .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((other) => refs.has(other)) })),
  };
  return `${JSON.stringify({ ...content, serialNumber: serialNumberOf(JSON.stringify(content)) }, null, 2)}\n`;
}

function readBom(root: string): Bom {
  const flags = ["--sbom-format", "cyclonedx", "--sbom-type", "library", "--package-lock-only"];
  return JSON.parse(execFileSync("npm", ["sbom", ...flags], { cwd: root, encoding: "utf8", maxBuffer: 1 << 26 }));
}

/** A UUID (RFC 9562, version 8) of the content: the same for the same content. */
function serialNumberOf(content: string): string {
  const hash = createHash("sha256").update(content).digest("hex");
  const parts = [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(12, 15)}`,
    `a${hash.slice(15, 18)}`,
    hash.slice(18, 30),
  ];
  return `urn:uuid:${parts.join("-")}`;
}
