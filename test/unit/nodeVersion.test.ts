/** An old Node.js is refused in a sentence. */
import { lackOfNode } from "../../provider/nodeVersion.ts";

test.each(["20.0.0", "22.13.1", "24.21.0", "100.0.0"])("Node.js %s is new enough", (version) => {
  expect(lackOfNode(version)).toBeUndefined();
});

test.each(["18.20.8", "6.17.1"])(
  "Node.js %s is not, and the message says which it is and what is needed",
  (version) => {
    expect(lackOfNode(version, "/usr/bin/node")).toBe(
      `pulumi-transmit needs Node.js 22 or newer, and /usr/bin/node is ${version}. Install a newer one, or put it first on PATH.`,
    );
  },
);
