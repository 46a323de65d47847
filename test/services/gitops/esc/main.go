// Evaluates an environment of Pulumi ESC from a folder of definitions, with Pulumi's own evaluator, and prints its values as JSON:
// as they are, and with its secrets hidden.
// The providers that it opens stand for AWS: they take what the published ones take, and refuse everything else.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/pulumi/esc"
	"github.com/pulumi/esc/eval"
	"github.com/pulumi/esc/schema"
)

type folder string

func (f folder) LoadEnvironment(_ context.Context, name string) ([]byte, eval.Decrypter, error) {
	project, environment := filepath.Split(name)
	if project != "transmit/" {
		return nil, nil, fmt.Errorf("no project %q", project)
	}
	definition, err := os.ReadFile(filepath.Join(string(f), environment+".yaml"))
	return definition, nil, err
}

type providers struct{}

func (providers) LoadProvider(_ context.Context, name string) (esc.Provider, error) {
	switch name {
	case "aws-login":
		return login{}, nil
	case "aws-secrets":
		return secrets{}, nil
	}
	return nil, fmt.Errorf("no provider %q", name)
}

func (providers) LoadRotator(context.Context, string) (esc.Rotator, error) {
	return nil, errors.New("nothing is rotated")
}

var text = schema.String().Schema()

var session = schema.Record(schema.SchemaMap{
	"accessKeyId":     text,
	"secretAccessKey": text,
	"sessionToken":    text,
}).Schema()

type login struct{}

func (login) Schema() (*schema.Schema, *schema.Schema) {
	oidc := schema.Object().
		Properties(schema.SchemaMap{
			"roleArn": text, "sessionName": text, "duration": text,
			"policyArns": schema.Array().Items(text).Schema(), "subjectAttributes": schema.Array().Items(text).Schema(),
		}).
		Required("roleArn", "sessionName")
	return schema.Record(schema.SchemaMap{"oidc": oidc.Schema()}).Schema(), session
}

func (login) Open(_ context.Context, _ map[string]esc.Value, _ esc.EnvExecContext) (esc.Value, error) {
	return esc.NewValue(map[string]esc.Value{
		"accessKeyId":     esc.NewValue("key"),
		"secretAccessKey": esc.NewSecret("secret"),
		"sessionToken":    esc.NewSecret("token"),
	}), nil
}

type secrets struct{}

func (secrets) Schema() (*schema.Schema, *schema.Schema) {
	get := schema.Object().Properties(schema.SchemaMap{"secretId": text}).Required("secretId")
	inputs := schema.Record(schema.SchemaMap{
		"region": text,
		"login":  session,
		"get":    schema.Object().AdditionalProperties(get.Schema()).Schema(),
	})
	return inputs.Schema(), schema.Object().AdditionalProperties(text).Schema()
}

func (secrets) Open(_ context.Context, inputs map[string]esc.Value, _ esc.EnvExecContext) (esc.Value, error) {
	found := map[string]esc.Value{}
	for name, value := range inputs["get"].Value.(map[string]esc.Value) {
		id := value.Value.(map[string]esc.Value)["secretId"].Value.(string)
		object, err := json.Marshal(map[string]string{
			"TRANSMIT_CLIENT_ID": "client of " + id, "TRANSMIT_CLIENT_SECRET": "secret of " + id,
			"PULUMI_CONFIG_PASSPHRASE": "passphrase of " + id,
		})
		if err != nil {
			return esc.Value{}, err
		}
		found[name] = esc.NewSecret(string(object))
	}
	return esc.NewValue(found), nil
}

func run() error {
	context, place, name := context.Background(), folder(os.Args[1]), os.Args[2]
	definition, _, err := place.LoadEnvironment(context, name)
	if err != nil {
		return err
	}
	declared, problems, err := eval.LoadYAMLBytes(name, definition)
	if err != nil {
		return err
	}
	if len(problems) > 0 {
		return problems
	}
	execution, err := esc.NewExecContext(map[string]esc.Value{})
	if err != nil {
		return err
	}
	opened, problems := eval.EvalEnvironment(context, name, declared, nil, providers{}, place, execution)
	if len(problems) > 0 {
		return problems
	}
	values := esc.NewValue(opened.Properties)
	return json.NewEncoder(os.Stdout).Encode(map[string]any{"values": values.ToJSON(false), "redacted": values.ToJSON(true)})
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
