/**
 * The engine's calls. They are answered here and not by `@pulumi/policy`, which hides from rules which values are secret, so that
 * a message could show one, and which ignores the configuration of a rule that does not exist.
 */
import { type ServerUnaryCall, type sendUnaryData, status } from "@grpc/grpc-js";
import proto from "@pulumi/pulumi/proto/analyzer_pb.js";
import plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import protobuf from "google-protobuf/google/protobuf/empty_pb.js";
import { merge, secretsNamed, secretsOf } from "../../provider/fields/secrets.ts";
import { decode } from "../../provider/plugin/propertyValues.ts";
import { whereIdIsMeant } from "../../provider/plugin/references.ts";
import { version } from "../../provider/version.ts";
import { definitionOfType } from "../subjects/subjects.ts";
import { type Configuration, configurationOf } from "./configuration.ts";
import { type Examined, unusedExemptions, violationsOf } from "./examine.ts";
import { answerWith, describePack, givenIn } from "./messages.ts";

/** The handlers of one pack: a run of the engine, which configures it once. */
export function createService() {
  let configuration: Configuration = configurationOf(new Map());
  return {
    getPluginInfo: handle(() => {
      const info = new plugin.PluginInfo();
      info.setVersion(version);
      return info;
    }),
    getAnalyzerInfo: handle(describePack),
    configure: handle((request: proto.ConfigureAnalyzerRequest) => {
      configuration = configurationOf(givenIn(request));
      return new protobuf.Empty();
    }),
    configureStack: handle(() => new proto.AnalyzerStackConfigureResponse()),
    analyze: handle((request: proto.AnalyzeRequest) => {
      const examined = examinedIn(request);
      return answerWith(examined ? violationsOf(examined, configuration) : []);
    }),
    analyzeStack: handle((request: proto.AnalyzeStackRequest) => {
      const ours = request.getResourcesList().filter((resource) => definitionOfType(resource.getType()));
      const named = ours.map((resource) => ({ name: resource.getName(), urn: resource.getUrn() }));
      return answerWith(unusedExemptions(named, configuration));
    }),
    // Rules repair nothing.
    remediate: handle(() => new proto.RemediateResponse()),
    cancel: handle(() => new protobuf.Empty()),
  };
}

/** Undefined for a resource of another package. */
function examinedIn(request: proto.AnalyzeRequest): Examined | undefined {
  const definition = definitionOfType(request.getType());
  const decoded = definition && decode(request.getProperties(), whereIdIsMeant);
  if (!decoded) return undefined;
  const { values } = decoded;
  // Whoever marked them: the program, the class of the dynamic resource, or the definition.
  const marks = [secretsNamed(values.__secrets), secretsOf(definition, values)].reduce(merge, decoded.secrets);
  return {
    definition,
    values,
    secrets: marks,
    name: request.getName(),
    urn: request.getUrn(),
    isProtected: request.getOptions()?.getProtect() ?? false,
  };
}

/** An answer, or an error in a sentence: a stack trace says nothing to whoever wrote the program. */
const handle =
  <Request, Response>(answer: (request: Request) => Response) =>
  ({ request }: ServerUnaryCall<Request, Response>, respond: sendUnaryData<Response>): void => {
    let response: Response;
    try {
      response = answer(request);
    } catch (error) {
      respond({ code: status.INVALID_ARGUMENT, details: (error as Error).message });
      return;
    }
    respond(null, response);
  };
