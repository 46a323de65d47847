/** The HTTP library, in a module of its own: it is loaded with the first request, and previews send none. */
import axios from "axios";

export const library = axios;
