// Command schema reads a package schema with Pulumi's own library: it names every problem that the library finds, and
// generates the SDKs of the other languages. It also packs the SDK for Go as a module proxy serves it.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/blang/semver"
	golang "github.com/pulumi/pulumi/pkg/v3/codegen/go"
	"github.com/pulumi/pulumi/pkg/v3/codegen/nodejs"
	"github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"
	"golang.org/x/mod/zip"
)

// tool is what the generated files say that they come from.
const tool = "`make sdks`"

const usage = "usage: go run . check <schema.json>\n       go run . generate <schema.json> <folder>\n" +
	"       go run . module <folder> <version> <proxy's folder>"

// alone is the loader of a schema that refers to no other package.
type alone struct{}

func (alone) LoadPackage(name string, _ *semver.Version) (*schema.Package, error) {
	return nil, fmt.Errorf("the schema refers to another package, %s", name)
}

func (a alone) LoadPackageV2(_ context.Context, other *schema.PackageDescriptor) (*schema.Package, error) {
	return a.LoadPackage(other.Name, nil)
}

func (a alone) LoadPackageReference(name string, _ *semver.Version) (schema.PackageReference, error) {
	_, err := a.LoadPackage(name, nil)
	return nil, err
}

func (a alone) LoadPackageReferenceV2(
	_ context.Context, other *schema.PackageDescriptor,
) (schema.PackageReference, error) {
	return a.LoadPackageReference(other.Name, nil)
}

// generators give the files of a language's SDK by their paths in its folder.
var generators = map[string]func(*schema.Package) (map[string][]byte, error){
	"nodejs": func(pkg *schema.Package) (map[string][]byte, error) {
		return nodejs.GeneratePackage(tool, pkg, nil, nil, false, alone{})
	},
	"python": func(pkg *schema.Package) (map[string][]byte, error) {
		files, err := python.GeneratePackage(tool, pkg, nil, alone{})
		// The project file names a README beside it, where the generator writes none, and without it nothing builds.
		files["README.md"] = files["pulumi_transmit/README.md"]
		return files, err
	},
	"go": func(pkg *schema.Package) (map[string][]byte, error) {
		return golang.GeneratePackage(tool, pkg, nil)
	},
}

func main() {
	args := os.Args[1:]
	switch {
	case len(args) == 2 && args[0] == "check":
		pkg := bind(args[1])
		fmt.Printf("%s: %d resources, %d functions, no problems\n", args[1], len(pkg.Resources), len(pkg.Functions))
	case len(args) == 3 && args[0] == "generate":
		for language, generate := range generators {
			// A package of its own for each: generators leave in it what they read.
			files, err := generate(bind(args[1]))
			if err != nil {
				fail("the %s SDK could not be generated: %v", language, err)
			}
			write(filepath.Join(args[2], language), files)
		}
	case len(args) == 4 && args[0] == "module":
		if err := pack(args[1], args[2], args[3]); err != nil {
			fail("the module in %s could not be packed: %v", args[1], err)
		}
	default:
		fail("%s", usage)
	}
}

// bind reads a schema; every problem in it is the end.
func bind(path string) *schema.Package {
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
	return pkg
}

func write(folder string, files map[string][]byte) {
	for name, content := range files {
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			fail("%v", err)
		}
		if err := os.WriteFile(path, content, 0o644); err != nil {
			fail("%v", err)
		}
	}
}

// pack writes the version of a module into a folder that can be a GOPROXY.
func pack(folder, version, proxy string) error {
	manifest, err := os.ReadFile(filepath.Join(folder, "go.mod"))
	if err != nil {
		return err
	}
	name := modfile.ModulePath(manifest)
	escaped, err := module.EscapePath(name)
	if err != nil {
		return err
	}
	var archive bytes.Buffer
	if err := zip.CreateFromDir(&archive, module.Version{Path: name, Version: version}, folder); err != nil {
		return err
	}
	write(filepath.Join(proxy, escaped, "@v"), map[string][]byte{
		"list":            []byte(version + "\n"),
		version + ".info": fmt.Appendf(nil, "{\"Version\":%q}\n", version),
		version + ".mod":  manifest,
		version + ".zip":  archive.Bytes(),
	})
	return nil
}

func fail(format string, values ...any) {
	fmt.Fprintf(os.Stderr, format+"\n", values...)
	os.Exit(1)
}
