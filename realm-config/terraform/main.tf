# A realm with API tokens, by the keycloak provider: everything of the extension's is an attribute.
terraform {
  required_providers {
    keycloak = {
      source  = "keycloak/keycloak"
      version = ">= 5.0.0"
    }
  }
}

variable "graphql_api_secret" {
  type      = string
  sensitive = true
}

resource "keycloak_realm" "company" {
  realm         = "company"
  account_theme = "api-tokens"
  admin_theme   = "api-tokens"

  attributes = {
    "api-tokens.prefix"                    = "acme"
    "api-tokens.never-expires-allowed"     = "false"
    "api-tokens.default-lifetime-days"     = "30"
    "api-tokens.max-lifetime-days"         = "365"
    "api-tokens.max-per-user"              = "20"
    "api-tokens.unused-revoke-days"        = "90"
    "api-tokens.expiry-notice-days"        = "14"
    "api-tokens.revoke-on-password-change" = "true"
    "api-tokens.retention-days"            = "60"
  }
}

# A scope that people may limit a token to; its text is what they read.
resource "keycloak_openid_client_scope" "projects_read" {
  realm_id               = keycloak_realm.company.id
  name                   = "projects:read"
  consent_screen_text    = "See your projects"
  include_in_token_scope = true
}

# A resource server: it introspects and needs no flow. Its name and base URL are what people see.
resource "keycloak_openid_client" "graphql_api" {
  realm_id      = keycloak_realm.company.id
  client_id     = "graphql-api"
  client_secret = var.graphql_api_secret
  name          = "GraphQL API"
  base_url      = "https://api.example/graphql"
  access_type   = "CONFIDENTIAL"

  extra_config = {
    "api-tokens.enabled" = "true"
    "api-tokens.type"    = "graphql"
  }
}

resource "keycloak_openid_client_optional_scopes" "graphql_api" {
  realm_id        = keycloak_realm.company.id
  client_id       = keycloak_openid_client.graphql_api.id
  optional_scopes = [keycloak_openid_client_scope.projects_read.name]
}
