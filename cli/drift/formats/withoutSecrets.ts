import type { DriftedProperty, DriftReport } from "../report.ts";

/** No format gets to see a value that is secret, even if the comparison left it there. */
export const withoutSecrets = (report: DriftReport): DriftReport => ({
  ...report,
  resources: report.resources.map((resource) => ({ ...resource, properties: resource.properties.map(hidden) })),
});

const hidden = (property: DriftedProperty): DriftedProperty =>
  property.secret ? { path: property.path, secret: true } : property;
