/** Reports as annotations of a GitHub run. */
import fc from "fast-check";
import { driftAnnouncement } from "../../../../cli/drift/announcement.ts";
import type { DriftReport } from "../../../../cli/drift/report.ts";
import { annotationLines } from "../../../../cli/report/annotations.ts";
import { anyReport, canary, drifted } from "../../../support/driftReports.ts";

const annotationsOf = (report: DriftReport): string[] => annotationLines(...driftAnnouncement.annotations(report));

test("findings, resources and unmanaged objects are annotations, and the last one says all", () => {
  expect(annotationsOf(drifted)).toEqual([
    "::error title=Another default client%3A shop::The application has the default client c82, and the state knows c81.",
    "::error title=Client web deleted::The API answered 404, and its list does not contain the client. Next: pulumi up creates it again, with a new id and a new secret.",
    "::error title=SigningKey signing could not be read::GET /v1/applications/7hQ2pX/keys answered 403: the role lacks a permission. Next: pulumi up fails, unless the permission is given.",
    "::warning title=A secret was changed outside of Pulumi%3A shop::The client secret of Application shop was changed outside of Pulumi.",
    "::warning title=Application shop changed::Different: appName, loginUri, firstClient.redirectUris[1], firstClient.authenticationConfiguration.tlsClientAuth.certificateChain, firstClient.clientSecret, metadata. Next: pulumi up sets all of them back to what the program says.",
    "::notice title=Unmanaged Application Legacy portal::To take it over: pulumi import transmit:index:Application legacy-portal 9zK",
    "::notice title=Unmanaged Client 7hQ2pX/c99::To take it over: pulumi import transmit:index:Client client 7hQ2pX/c99",
    "::error title=Drift::Drift in production: 2 of 12 resources differ, 1 could not be read, 2 findings, 2 unmanaged objects.",
  ]);
});

test("there are as many as GitHub shows", () => {
  const [shop, web] = drifted.resources as [DriftReport["resources"][number], DriftReport["resources"][number]];
  const lines = annotationsOf({ ...drifted, resources: Array(30).fill([shop, web]).flat() });
  expect(lines.filter((line) => line.startsWith("::error"))).toHaveLength(10);
  expect(lines.filter((line) => line.startsWith("::warning"))).toHaveLength(10);
});

test("any report gives a command a line, without values and secrets", () => {
  fc.assert(
    fc.property(anyReport, (report) => {
      for (const line of annotationsOf(report)) {
        expect(line).toMatch(/^::(error|warning|notice) title=[^:,\r\n]*::[^\r\n]*$/);
        expect(line).not.toContain(canary);
        expect(line).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      }
    }),
  );
});
