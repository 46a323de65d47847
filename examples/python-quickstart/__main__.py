import pulumi
import pulumi_transmit as transmit

shop = transmit.Application(
    "shop",
    app_name="Shop",
    app_description="Where customers buy things",
    login_uri="https://shop.example/login",
    first_client={
        "name": "Shop website",
        "redirect_uris": ["https://shop.example/callback"],
        "pkce": transmit.Pkce.ENFORCE_PKCE_ALONGSIDE_CLIENT_CREDENTIALS,
    },
)

mobile = transmit.Client(
    "mobile",
    app_id=shop.app_id,
    name="Shop app",
    client_type=transmit.ClientType.NATIVE,
    redirect_uris=["com.example.shop:/callback"],
    token_expiration={"access_token_ttl": 3600},
)

partners = transmit.Client(
    "partners",
    app_id=shop.app_id,
    name="Partner portal",
    authentication_protocol=transmit.AuthenticationProtocol.SAML,
    sp_entity_id="https://partners.example/saml",
    sp_acs_url="https://partners.example/saml/acs",
)

signing = transmit.SigningKey(
    "signing",
    name="2026",
    status=transmit.SigningKeyStatus.SIGNING,
)

pulumi.export("appId", shop.app_id)
pulumi.export("clientId", shop.client_id)
pulumi.export("clientSecret", shop.client_secret)
pulumi.export("mobileClientId", mobile.client_id)
pulumi.export("samlMetadataUrl", partners.metadata_url)
pulumi.export("kid", signing.kid)
