import type { ProgramLanguage } from "../languages/language.ts";
import type { Project } from "./declared.ts";

export const readme = ({ name }: Project, { install, face }: ProgramLanguage): string => {
  const importing = "pulumi import --file import.json --generate-code=false --yes";
  const steps = [
    ...install.map((command) => `\`${command}\``),
    "`pulumi stack init dev`, and the settings of the tenant: `pulumi config set transmit:region`, `transmit:clientId` and, with `--secret`, `transmit:clientSecret`",
    `\`${face === "dynamic" ? `npx --call "${importing}"` : importing}\` takes over what exists; nothing in the tenant changes`,
    "`pulumi up`, and from then on `pulumi preview --expect-no-changes` is empty",
  ];
  return `# ${name}

Applications of a Transmit Security tenant, with their clients and signing keys.

${steps.map((step, index) => `${index + 1}. ${step}`).join("\n")}

Secrets are not in this folder: read them as outputs, such as \`clientSecret\`.
`;
};
