/** The policy pack in the test's own process: what it finds in inputs, and its service as the engine calls it. */
import { credentials, type ServiceError } from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb.js";
import type { Configuration, Given } from "../../policy/analyzer/configuration.ts";
import { configurationOf } from "../../policy/analyzer/configuration.ts";
import { type Violation, violationsOf } from "../../policy/analyzer/examine.ts";
import { rules } from "../../policy/rules/index.ts";
import { listen } from "../../policy/serve.ts";
import { definitionOfType } from "../../policy/subjects/subjects.ts";
import type { Resource, Values } from "../../provider/fields/field.ts";
import type { Secrets } from "../../provider/fields/secrets.ts";

/** Every rule is on, those that are off by default among them. */
export const everyRule: Configuration = configurationOf(
  new Map(
    rules.filter(({ level }) => level === "disabled").map(({ name }) => [name, { level: "advisory", values: {} }]),
  ),
);

export const configured = (given: Record<string, Partial<Given>>): Configuration =>
  configurationOf(
    new Map(Object.entries(given).map(([name, one]) => [name, { level: "advisory", values: {}, ...one }])),
  );

export interface Circumstances {
  configuration?: Configuration;
  secrets?: Secrets;
  isProtected?: boolean;
  name?: string;
}

/** What the pack finds. @param kind `Client`. */
export const examine = (kind: string, values: Values, given: Circumstances = {}): Violation[] => {
  const { configuration = everyRule, secrets, isProtected = false, name = "it" } = given;
  const definition = definitionOfType(`transmit:index:${kind}`) as Resource;
  const urn = `urn:pulumi:test::program::transmit:index:${kind}::${name}`;
  return violationsOf({ definition, values, secrets, isProtected, name, urn }, configuration);
};

/** The rules that are broken, each once. */
export const brokenBy = (kind: string, values: Values, given: Circumstances = {}): string[] => [
  ...new Set(examine(kind, values, given).map(({ rule }) => rule.name)),
];

export interface Pack {
  /** Calls a method. @throws ServiceError */
  call<Response>(method: string, request: unknown): Promise<Response>;
  close(): void;
}

export async function startPack(): Promise<Pack> {
  const { port, close } = await listen();
  const client = new AnalyzerClient(`127.0.0.1:${port}`, credentials.createInsecure());
  return {
    call: <Response>(method: string, request: unknown) =>
      new Promise<Response>((resolve, reject) => {
        const answered = (error: ServiceError | null, response: Response) =>
          error ? reject(error) : resolve(response);
        const methods = client as unknown as Record<string, (request: unknown, answered: unknown) => void>;
        methods[method]?.call(client, request, answered);
      }),
    close: () => {
      client.close();
      close();
    },
  };
}
