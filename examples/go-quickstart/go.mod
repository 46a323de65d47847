module go-quickstart

go 1.25

require (
	github.com/pulumi-transmit/pulumi-transmit/sdk/go v0.1.0
	github.com/pulumi/pulumi/sdk/v3 v3.258.0
)
