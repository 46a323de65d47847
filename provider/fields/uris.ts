/** What standards tell apart among absolute URIs. */

export const isWeb = ({ protocol }: URL): boolean => protocol === "https:" || protocol === "http:";

/** `localhost` and the names below it are this machine (RFC 6761, 6.3). */
export const isLocalhost = (host: string): boolean => /^(?:.+\.)?localhost$/i.test(host);

/** As for RFC 8252, 7.3. */
export const isLoopback = ({ hostname }: URL): boolean =>
  isLocalhost(hostname) || /^127\.\d+\.\d+\.\d+$/.test(hostname) || hostname === "[::1]";

/** Others on the network can read what is sent to it. */
export const isOpen = (uri: URL): boolean => uri.protocol === "http:" && !isLoopback(uri);

/** Whether an http or https URI has a user name or a password, which it must not have (RFC 9110, 4.2.4). */
export const hasUserInfo = (text: string, uri: URL): boolean => isWeb(uri) && /^[^/]*\/\/[^/?#]*@/.test(text);

/** `com.example.app:` (RFC 8252, 7.1). */
export const isReverseDomain = (scheme: string): boolean => /^[a-z][a-z0-9+-]*(?:\.[a-z0-9+-]+)+:$/i.test(scheme);
