/** The settings, and where each is from. */
import { type GivenSetting, givenSettings, readConfiguration } from "../../../provider/api/index.ts";
import { padded } from "../../terminal/columns.ts";
import type { Check } from "../check.ts";
import type { Patient } from "../patient.ts";

const sources = { stack: "the stack's configuration", environment: "the environment" } as const;

export const settings: Check<Patient> = {
  name: "settings",
  examine: (patient) => {
    const { config, environment } = patient;
    const read = (setting: string) => config?.[`transmit:${setting}`]?.value;
    const keys = Object.keys(config ?? {});
    const project = patient.deployment?.deployment.resources?.[0]?.urn.split("::")[1];
    const { configuration, problems, warnings } = readConfiguration(read, environment, { keys, project });
    patient.configuration = configuration;
    if (configuration) patient.secrets.push(...secretsIn(configuration.credentials));
    const details = [...linesOf(givenSettings(read, environment, configuration)), ...warnings];
    if (configuration) return { status: warnings.length > 0 ? "note" : "ok", found: "Complete.", details };
    // What is missing may be in the configuration that could not be read.
    if (config === undefined && problems.every(({ kind }) => kind === "missing")) {
      return {
        status: patient.isWithoutStack ? "problem" : "notChecked",
        found: "The environment alone does not give all settings, and no stack's configuration was read.",
        advice: problems.map(({ message }) => message).join(" "),
        details,
      };
    }
    return {
      status: "problem",
      found: problems.length === 1 ? "One of them is wrong." : `${problems.length} of them are wrong.`,
      advice: problems.map(({ message }) => message).join("\n"),
      details,
    };
  },
};

function secretsIn(credentials: object): string[] {
  const { clientSecret, accessToken } = credentials as { clientSecret?: string; accessToken?: string };
  return [clientSecret, accessToken].filter((one) => one !== undefined);
}

function linesOf(given: readonly GivenSetting[]): string[] {
  const width = Math.max(0, ...given.map(({ name }) => name.length));
  return given.map(
    ({ name, shown, source, isUnused }) =>
      `${padded(name, width)}  ${shown}, from ${sources[source]}${isUnused ? "; not used" : ""}`,
  );
}
