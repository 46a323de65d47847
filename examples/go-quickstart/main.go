package main

import (
	"github.com/pulumi-transmit/pulumi-transmit/sdk/go/transmit"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		shop, err := transmit.NewApplication(ctx, "shop", &transmit.ApplicationArgs{
			AppName:        pulumi.String("Shop"),
			AppDescription: pulumi.String("Where customers buy things"),
			LoginUri:       pulumi.String("https://shop.example/login"),
			FirstClient: &transmit.FirstClientArgs{
				Name:         pulumi.String("Shop website"),
				RedirectUris: pulumi.StringArray{pulumi.String("https://shop.example/callback")},
				Pkce:         transmit.PkceEnforcePkceAlongsideClientCredentials,
			},
		})
		if err != nil {
			return err
		}

		mobile, err := transmit.NewClient(ctx, "mobile", &transmit.ClientArgs{
			AppId:           shop.AppId,
			Name:            pulumi.String("Shop app"),
			ClientType:      transmit.ClientTypeNative,
			RedirectUris:    pulumi.StringArray{pulumi.String("com.example.shop:/callback")},
			TokenExpiration: &transmit.TokenExpirationArgs{AccessTokenTtl: pulumi.Int(3600)},
		})
		if err != nil {
			return err
		}

		partners, err := transmit.NewClient(ctx, "partners", &transmit.ClientArgs{
			AppId:                  shop.AppId,
			Name:                   pulumi.String("Partner portal"),
			AuthenticationProtocol: transmit.AuthenticationProtocolSaml,
			SpEntityId:             pulumi.String("https://partners.example/saml"),
			SpAcsUrl:               pulumi.String("https://partners.example/saml/acs"),
		})
		if err != nil {
			return err
		}

		signing, err := transmit.NewSigningKey(ctx, "signing", &transmit.SigningKeyArgs{
			Name:   pulumi.String("2026"),
			Status: transmit.SigningKeyStatusSigning,
		})
		if err != nil {
			return err
		}

		ctx.Export("appId", shop.AppId)
		ctx.Export("clientId", shop.ClientId)
		ctx.Export("clientSecret", shop.ClientSecret)
		ctx.Export("mobileClientId", mobile.ClientId)
		ctx.Export("samlMetadataUrl", partners.MetadataUrl)
		ctx.Export("kid", signing.Kid)
		return nil
	})
}
