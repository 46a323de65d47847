/**
 * Milliseconds by which creation times may be off: the API's times have whole seconds, and are set some moments after
 * the request.
 */
export const clockToleranceMs = 3_000;
