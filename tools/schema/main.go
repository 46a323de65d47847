// Command schema binds a package schema with Pulumi's own library, and names every problem that it finds.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"

	"github.com/blang/semver"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

// alone is the loader of a schema that refers to no other package.
type alone struct{}

func (alone) LoadPackage(name string, _ *semver.Version) (*schema.Package, error) {
	return nil, fmt.Errorf("the schema refers to another package, %s", name)
}

func (a alone) LoadPackageV2(_ context.Context, other *schema.PackageDescriptor) (*schema.Package, error) {
	return a.LoadPackage(other.Name, nil)
}

func main() {
	if len(os.Args) != 2 {
		fail("usage: go run . <schema.json>")
	}
	path := os.Args[1]
	text, err := os.ReadFile(path)
	if err != nil {
		fail("%v", err)
	}
	var spec schema.PackageSpec
	// Strictly: the library itself ignores a misspelt key.
	reader := json.NewDecoder(bytes.NewReader(text))
	reader.DisallowUnknownFields()
	if err := reader.Decode(&spec); err != nil {
		fail("%s is not a package schema: %v", path, err)
	}
	pkg, problems, err := schema.BindSpec(spec, alone{}, schema.ValidationOptions{})
	if err != nil {
		fail("%v", err)
	}
	for _, problem := range problems {
		fmt.Fprintln(os.Stderr, problem.Summary)
	}
	if len(problems) > 0 {
		fail("%s does not bind", path)
	}
	fmt.Printf("%s: %d resources, no problems\n", path, len(pkg.Resources))
}

func fail(format string, values ...any) {
	fmt.Fprintf(os.Stderr, format+"\n", values...)
	os.Exit(1)
}
