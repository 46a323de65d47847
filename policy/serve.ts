/** The policy pack: a gRPC server that the engine asks about each resource. `policy/index.js` starts it. */
import "../provider/requireNode.ts";
import { Server, ServerCredentials } from "@grpc/grpc-js";
import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb.js";
import { onEngineExit } from "../provider/engine/shutdown.ts";
import { createService } from "./analyzer/service.ts";

/** The engine decides how large a deployment may be; gRPC's own limit is 4 MB. */
const unlimited = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };

/** @returns The port of the loopback interface that the server listens on, and what ends it. */
export async function listen(): Promise<{ port: number; close(): void }> {
  const server = new Server(unlimited);
  server.addService(AnalyzerService, createService());
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return { port, close: () => server.forceShutdown() };
}

/** Listens until the engine is gone, and prints the port, which the engine reads from standard output. */
export function serve(): void {
  listen().then(
    ({ port, close }) => {
      process.stdout.write(`${port}\n`);
      onEngineExit(nothingToSettle, close);
    },
    (error: Error) => {
      process.stderr.write(`The policy pack transmit-security cannot start: ${error.message}\n`);
      process.exitCode = 1;
    },
  );
}

/** Rules change nothing. */
const nothingToSettle = { flush() {}, engineLost() {} };
