<#import "api-tokens.ftl" as about>
<@about.mail kind="Revoked">
<p>${msg("apiTokensCause." + cause)}</p>
</@about.mail>
