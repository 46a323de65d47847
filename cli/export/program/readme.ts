import type { ProgramLanguage } from "../languages/language.ts";
import type { Project } from "./declared.ts";

export const readme = ({ name }: Project, { install }: ProgramLanguage): string => {
  const steps = [
    ...install.map((command) => `\`${command}\``),
    "`pulumi stack init dev`, and the settings of the tenant: `pulumi config set transmit:region`, `transmit:clientId` and, with `--secret`, `transmit:clientSecret`",
    "`npx pulumi-transmit adopt` takes what exists into the stack; nothing in the tenant changes",
    "From then on, `pulumi preview --expect-no-changes` is empty, and `pulumi up` makes the changes of the program",
  ];
  return `# ${name}

Applications of a Transmit Security tenant, with their clients and signing keys.

${steps.map((step, index) => `${index + 1}. ${step}`).join("\n")}

Secrets are not in this folder: read them as outputs, such as \`clientSecret\`.
`;
};
