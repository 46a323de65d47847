/**
 * The HTTP library with our settings. It is a module of its own, which is loaded with the first request: compiled, it requires
 * the library's CommonJS build, which loads in less time than its ES modules.
 */
import axios from "axios";

export const createClient = () =>
  axios.create({
    maxRedirects: 0,
    validateStatus: () => true,
    responseType: "text",
    // A timeout of axios gets the code ETIMEDOUT, not that of an aborted connection.
    transitional: { clarifyTimeoutError: true },
    // Bodies stay strings, so that invalid JSON can be told from a JSON string.
    transformRequest: [(data) => data],
    transformResponse: [(data) => data],
  });
