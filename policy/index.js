/** What Pulumi runs as the policy pack. The rules are in the package itself: a pack that was published installs it. */
require("pulumi-transmit/policy").serve();
