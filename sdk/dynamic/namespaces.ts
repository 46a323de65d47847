/** The namespace `types`, in which the plugin's SDK has its types: `transmit.types.input.FirstClientArgs`. */
import * as enums from "./enums.ts";
import * as input from "./types.ts";
import * as output from "./types.ts";

export { enums, input, output };
