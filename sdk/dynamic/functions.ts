// Generated from the provider's tables by `make generate`: change the tables instead.

import { ask, type Found } from "./ask.ts";
import {
  getApplicationOutputs,
  getApplicationSecrets,
  getApplicationsOutputs,
  getApplicationsSecrets,
  getClientOutputs,
  getClientSecrets,
  getClientsOutputs,
  getClientsSecrets,
  getSigningKeysOutputs,
  getSigningKeysSecrets,
} from "./outputs.ts";
import type {
  GetApplicationArgs,
  GetApplicationResult,
  GetApplicationsResult,
  GetClientArgs,
  GetClientResult,
  GetClientsArgs,
  GetClientsResult,
  GetSigningKeysResult,
} from "./types.ts";

/**
 * An application that exists, by its id or by its exact name. Exactly one of `appId` and `appName` has to be given: either says which application is meant.
 * The API is asked in previews as well.
 * With an argument that is not known yet, nothing is known yet of the result.
 * @throws RunError where it cannot be told: the program ends with its message.
 */
export const getApplication = (args: GetApplicationArgs): Found<GetApplicationResult> =>
  ask("getApplication", getApplicationOutputs, getApplicationSecrets, args);

/**
 * All applications of the tenant, as the API lists them: without their logos.
 * The API is asked in previews as well.
 * @throws RunError where it cannot be told: the program ends with its message.
 */
export const getApplications = (): Found<GetApplicationsResult> =>
  ask("getApplications", getApplicationsOutputs, getApplicationsSecrets);

/**
 * A client of an application, by its id or by its exact name. Exactly one of `clientId` and `name` has to be given: either says which client is meant.
 * The API is asked in previews as well.
 * With an argument that is not known yet, nothing is known yet of the result.
 * @throws RunError where it cannot be told: the program ends with its message.
 */
export const getClient = (args: GetClientArgs): Found<GetClientResult> =>
  ask("getClient", getClientOutputs, getClientSecrets, args);

/**
 * All clients of an application, its default client among them.
 * The API is asked in previews as well.
 * With an argument that is not known yet, nothing is known yet of the result.
 * @throws RunError where it cannot be told: the program ends with its message.
 */
export const getClients = (args: GetClientsArgs): Found<GetClientsResult> =>
  ask("getClients", getClientsOutputs, getClientsSecrets, args);

/**
 * All signing keys of the application whose credentials are used, but those that were deleted.
 * The API is asked in previews as well.
 * @throws RunError where it cannot be told: the program ends with its message.
 */
export const getSigningKeys = (): Found<GetSigningKeysResult> =>
  ask("getSigningKeys", getSigningKeysOutputs, getSigningKeysSecrets);
