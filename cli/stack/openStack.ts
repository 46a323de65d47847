/** Opens a stack: its state, the resources of this provider in it, and the settings that they are read with. */
import { type Deployment, exportDeployment, nameOf, type Stack } from "./deployment.ts";
import { type ManagedResource, managedIn } from "./managedResource.ts";
import { readSettings, type StackSettings } from "./settings.ts";

export interface OpenStack {
  name: string;
  stack: Stack;
  deployment: Deployment;
  resources: ManagedResource[];
  settings: StackSettings;
}

/** @param warn Shows the user what is odd in the settings, and stops nothing. @throws CommandError */
export async function openStack(stack: Stack, warn: (message: string) => void): Promise<OpenStack> {
  const deployment = await exportDeployment(stack);
  const name = await nameOf(stack, deployment);
  const settings = await readSettings(stack, deployment, warn);
  return { name, stack, deployment, resources: managedIn(deployment), settings };
}
